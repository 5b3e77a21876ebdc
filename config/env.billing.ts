import { oneOf } from './env.parsers.js';
import { defaulted } from './env.variable.js';

/** Variables about invoices. */
export const BILLING = {
  INVOICE_TEST_MODE: defaulted(
    'Whether invoices are sent as test invoices, so that no money moves.',
    oneOf('true', 'false'),
    'false',
  ),
} as const;
