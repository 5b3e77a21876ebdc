import type { History } from '../model/history.js';
import type { Acts } from '../run/acts.js';
import type { Product } from '../run/product.js';

const OUT_OF_USE = `SELECT installation_id AS id FROM installation_suspensions WHERE cause = 'billing'`;

/** Whether exactly those are out of use who have let an invoice become overdue. */
export async function debtFaults(
  { product, acts }: { readonly product: Product; readonly acts: Acts },
  histories: readonly History[],
): Promise<readonly string[]> {
  const rows = await product.sql<{ readonly id: string }>(OUT_OF_USE);
  const outOfUse = new Set(rows.map(({ id }) => id));
  return histories.flatMap(({ customer, leftAt }) => {
    if (leftAt !== null) return [];
    const team = acts.team(customer);
    const isOverdue = team.billing.invoices().some(({ state }) => state === 'overdue');
    if (outOfUse.has(team.installation().id) === isOverdue) return [];
    const at = new Date().toISOString();
    return [
      `debts of ${customer} at ${at}: ${isOverdue ? 'can be used though one is' : 'is out of use though none is'} overdue`,
    ];
  });
}
