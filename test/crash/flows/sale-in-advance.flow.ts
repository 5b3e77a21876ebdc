import { until } from '../../support/until.js';
import type { Stage } from '../stage.js';
import type { Flow } from './flow.js';
import { heldOf, invoiceFaults } from './invoiced.js';

const PURCHASE = { product: 'postgres', plan: 'ahead', name: 'sold' } as const;
const TOTALS = ['30.00'];
const WITHIN_ITS_PERIOD_MS = 20 * 86_400_000;
const HOUR = 3_600;

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
      faults: async (outcome) => {
        if (outcome === 'open') return [];
        if (wasRefused(stage, installationId)) await sentAgain(stage, installationId);
        return invoiceFaults(stage, installationId, due, 'at once');
      },
      faultsLater: () => invoiceFaults(stage, installationId, due, 'later'),
    };
  },
};

/** Vercel asked for the sale again only after its invoice had come, and so could not know what it was for. */
function wasRefused({ vercel }: Stage, installationId: string): boolean {
  return vercel.record.calls.some(
    ({ path, status }) => status === 400 && path.endsWith(`/${installationId}/billing/invoices`),
  );
}

async function sentAgain(stage: Stage, installationId: string): Promise<void> {
  if (heldOf(stage, installationId).length > 0) return;
  await stage.advance(HOUR);
  await until(() => heldOf(stage, installationId).length > 0);
  await stage.settled();
}
