import type { HeldInvoice } from '#libs/vercel-simulator';
import { unless } from '../ground.js';
import type { Stage } from '../stage.js';

const OURS = `SELECT external_id AS "externalId", vercel_id AS "vercelId", total_cents::float AS cents, state, problem FROM invoices
  WHERE installation_id = $1`;

interface Row {
  readonly externalId: string;
  readonly vercelId: string | null;
  readonly cents: number;
  readonly state: string;
  readonly problem: string | null;
}

/** By when: at once what Vercel holds, a day later also that we know it under its id. */
export type When = 'at once' | 'later';

/** What was to be invoiced for periods that began before an instant, or at all. */
interface Expected {
  readonly totals: readonly string[];
  readonly before?: Date;
}

/** What is wrong unless exactly these totals were invoiced, and each invoice is the same here and at Vercel. */
export async function invoiceFaults(
  stage: Stage,
  installationId: string,
  { totals, before }: Expected,
  when: When,
): Promise<readonly string[]> {
  const rows = (await stage.sql(OURS, [installationId])) as Row[];
  const held = heldOf(stage, installationId);
  const alike = rows.filter((row) =>
    held.some(
      ({ externalId, invoiceId, total }) =>
        externalId === row.externalId &&
        Math.round(Number(total) * 100) === row.cents &&
        (row.vercelId === invoiceId || (row.vercelId === null && when === 'at once')),
    ),
  );
  const sent = held.filter(({ period }) => before === undefined || period.start < before).map(({ total }) => total);
  return [
    ...unless(sent.toSorted().join() === totals.toSorted().join(), `Vercel holds invoices of ${sent.join()}`),
    ...unless(
      alike.length === held.length && rows.length === held.length,
      `here: ${JSON.stringify(rows)}; at Vercel: ${JSON.stringify(held.map(({ invoiceId, externalId }) => [invoiceId, externalId]))}`,
    ),
  ];
}

/** The invoices that Vercel holds of ours, also of an installation that is gone. */
export function heldOf({ vercel }: Stage, installationId: string): readonly HeldInvoice[] {
  return [...vercel.record.billing.of(installationId).invoices.values()].filter(({ kind }) => kind === 'subscription');
}
