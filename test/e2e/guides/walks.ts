/** Documents whose commands `guides.spec.ts` runs as they stand there, one block after the other. */
export const WALKS: readonly string[] = [
  'docs/quick-start.md',
  'docs/guides/add-your-product.md',
  'docs/guides/bill-your-customers.md',
  'docs/guides/connected-accounts.md',
];
