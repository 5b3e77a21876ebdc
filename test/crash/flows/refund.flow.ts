import type { Flow } from './flow.js';
import { Ground, unless } from '../ground.js';

const INVOICE = 'SELECT id, vercel_id FROM invoices WHERE installation_id = $1';
const REFUNDS = `SELECT cents::float AS cents, state FROM refunds WHERE installation_id = $1`;

/** Gives back a part of an invoice, as an operator wishes. */
export const REFUND: Flow = {
  title: 'gives back a part of an invoice',
  begin: async (stage, team) => {
    const ground = new Ground(stage);
    const { id: installationId } = await team.install();
    await team.provision({ product: 'postgres', plan: 'ahead', name: 'sold' });
    await stage.settled();
    const [invoice] = await stage.sql(INVOICE, [installationId]);
    const path = `/admin/v1/invoices/${invoice?.['id']}/refunds`;
    const body = { amount: '5.00', reason: 'an outage' };
    const faults = async (states: readonly string[]): Promise<readonly string[]> => {
      const given = team.billing.invoices().flatMap(({ refunds }) => refunds.map(({ amount }) => amount));
      const rows = await stage.sql(REFUNDS, [installationId]);
      const isOne = rows.length === 1 && rows[0]?.['cents'] === 500 && states.includes(rows[0]['state'] as string);
      const times = await ground.times(installationId, 'invoice.refund-asked');
      return [
        ...unless(given.join() === '5.00', `Vercel was asked to give back ${given.join()}`),
        ...unless(isOne, `the refunds here: ${JSON.stringify(rows)}`),
        ...unless(times === 1, `it is on record ${times} times`),
      ];
    };
    return {
      marks: [installationId, invoice?.['id'] as string, invoice?.['vercel_id'] as string],
      leaseSeconds: 120,
      ask: () => stage.ownCall('operator', { method: 'POST', path, key: 'the-key', body }),
      standing: async () => [],
      faults: async (outcome) => (outcome === 'had' ? faults(['requested', 'refunded']) : []),
      faultsLater: () => faults(['refunded']),
    };
  },
};
