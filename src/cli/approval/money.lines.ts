import { rowsOf, type Scene } from '../doctor/scene.js';
import { type Evidence, type Line, missing, shown } from './line.js';

/** An invoice stands in one state at a time: what it has been through is known from what it keeps, and from Vercel's events. */
const INVOICES = `/* every tenant: which states the review wants to see */
  SELECT coalesce(bool_or(vercel_id IS NOT NULL), false) AS sent,
    coalesce(bool_or(paid_at IS NOT NULL), false) AS paid,
    coalesce(bool_or(jsonb_array_length(failed_at) > 0 OR state = 'notpaid'), false) AS notpaid,
    coalesce(bool_or(state = 'overdue'), false)
      OR EXISTS (SELECT FROM webhook_events WHERE type = 'marketplace.invoice.overdue') AS overdue,
    coalesce(bool_or(refunded_cents > 0), false) AS refunded
  FROM invoices WHERE is_test`;

const INTERIM = `/* every tenant: whose interim data is older than a day */
  SELECT count(*)::int AS count,
    count(*) FILTER (WHERE p.accepted_at > now() + coalesce(o.offset_ms, 0) * interval '1 ms' - interval '1 day')::int AS fresh
  FROM billing_pushes p JOIN installations i ON i.id = p.installation_id
    LEFT JOIN clock_offsets o ON o.id = 1
  WHERE i.state = 'active' AND i.kind = 'marketplace'`;

const USAGE = '/* every tenant: whether any was counted */ SELECT 1 FROM usage_days LIMIT 1';

/** Invoices, from one end to the other. */
export const INVOICE_STATES: Line = {
  requirement: 'Test invoice through all states; refunds; notpaid and overdue handled',
  gather: async ({ databaseUrl }) => {
    const [states = {}] = await rowsOf<Record<string, boolean>>(databaseUrl, INVOICES);
    const unseen = Object.keys(states).filter((state) => !states[state]);
    if (unseen.length === 0) return shown('test invoices have been sent, paid, not paid, overdue and refunded');
    return missing(
      `no test invoice has been: ${unseen.join(', ')}`,
      'With INVOICE_TEST_MODE=true let a period end, and play each state in the integration console; refund with invoices refund.',
    );
  },
};

/** What customers see before the invoice. */
export const INTERIM_DATA: Line = {
  requirement: 'Interim data at least daily',
  gather: async ({ databaseUrl }) => {
    const [{ count, fresh } = { count: 0, fresh: 0 }] = await rowsOf<{ count: number; fresh: number }>(
      databaseUrl,
      INTERIM,
    );
    if (count === 0)
      return missing('nobody has installed it yet', 'Install it from your own team, with a worker running.');
    if (fresh === count) return shown(`Vercel has taken that of all ${count} installations within a day`);
    return missing(
      `of ${count} installations, Vercel has taken that of ${fresh} within a day`,
      'Run a worker, and see docs/runbooks/StallholderBillingPushLate.md.',
    );
  },
};

/** What is counted. */
export const USAGE_SHOWN: Line = {
  requirement: 'Usage shown correctly',
  gather: async ({ databaseUrl }): Promise<Evidence> => {
    const counted = await rowsOf(databaseUrl, USAGE);
    if (counted.length === 0) return missing('no usage has been counted', 'Send usage, or let a meter be polled.');
    return {
      outcome: 'by hand',
      evidence: 'usage has been counted',
      todo: "Compare the Integrations section and the resource's page at Vercel with npx stallholder billing.",
    };
  },
};

/** How long customers who do not pay keep what they have. */
export const DESTRUCTION: Line = {
  requirement: '15 days before destruction',
  gather: ({ settings }: Scene) =>
    shown(
      settings.billing.unpaid === 'kept'
        ? 'nothing of those who do not pay is destroyed (ALLOW_DESTRUCTION_AFTER_OVERDUE is off)'
        : 'destroyed 15 days after the invoice was overdue; no setting makes that shorter',
    ),
};

/** How the review is played. */
export const TEST_MODE: Line = {
  requirement: 'No money moves during the review',
  gather: ({ settings }) =>
    settings.billing.invoiceMode === 'test'
      ? shown('INVOICE_TEST_MODE is on; turn it off when the listing is public')
      : missing(
          'INVOICE_TEST_MODE is off',
          'For the review set it to true; once the listing is public this line is of no concern.',
        ),
};
