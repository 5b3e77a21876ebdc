import type { Flow } from './flow.js';
import { invoiceFaults } from './invoiced.js';

const PURCHASE = { product: 'postgres', plan: 'ahead', name: 'sold' } as const;
const TOTALS = ['30.00'];
const WITHIN_ITS_PERIOD_MS = 20 * 86_400_000;

/** Buys a database that is paid in advance, so that it is invoiced at once. */
export const SALE_IN_ADVANCE: Flow = {
  title: 'sells what is paid in advance, and invoices it',
  begin: async (stage, team) => {
    const { id: installationId } = await team.install();
    const due = { totals: TOTALS, before: new Date((await stage.advance(0)).getTime() + WITHIN_ITS_PERIOD_MS) };
    return {
      marks: [installationId],
      leaseSeconds: 120,
      ask: () => team.provision(PURCHASE, { idempotencyKey: 'the-key' }),
      standing: async () => [],
      faults: async (outcome) => (outcome === 'had' ? invoiceFaults(stage, installationId, due, 'at once') : []),
      faultsLater: () => invoiceFaults(stage, installationId, due, 'later'),
    };
  },
};
