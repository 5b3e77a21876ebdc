import { integer, oneOf } from './env.parsers.js';
import { defaulted } from './env.variable.js';

/** Variables about invoices. */
export const BILLING = {
  INVOICE_GRACE_SECONDS: defaulted(
    "Seconds between a period's end and its invoice, for late usage.",
    integer(0, 604_800),
    '3600',
  ),
  INVOICE_TEST_MODE: defaulted(
    'Whether invoices are sent as test invoices, so that no money moves.',
    oneOf('true', 'false'),
    'false',
  ),
} as const;
