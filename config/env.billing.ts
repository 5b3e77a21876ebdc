import { integer, oneOf } from './env.parsers.js';
import { defaulted } from './env.variable.js';

/** Variables about invoices. */
export const BILLING = {
  INVOICE_GRACE_SECONDS: defaulted(
    "Seconds between a period's end and its invoice, for late usage.",
    integer(0, 604_800),
    '3600',
  ),
  FINAL_USAGE_GRACE_SECONDS: defaulted(
    'Seconds for which usage from before the request of a leaving customer is awaited, before the final invoice.',
    integer(0, 86_400),
    '30',
  ),
  INVOICE_TEST_MODE: defaulted(
    'Whether invoices are sent as test invoices, so that no money moves.',
    oneOf('true', 'false'),
    'false',
  ),
  ALLOW_DESTRUCTION_AFTER_OVERDUE: defaulted(
    'Whether resources of a customer who has not paid are destroyed, 15 days after the invoice is overdue.',
    oneOf('true', 'false'),
    'false',
  ),
} as const;
