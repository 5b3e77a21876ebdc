/** Calls that Vercel counts separately. */
export type Endpoint = keyof typeof PUBLISHED;

/** How many calls a window allows. */
export interface Allowance {
  readonly amount: number;
  readonly seconds: number;
}

/** Vercel's published limits (`vercel-api.md` 1); for the updates, refunds, finalize and single sign-on it publishes none, they stand with their neighbours. */
export const PUBLISHED = {
  'update-installation': { amount: 100, seconds: 60 },
  account: { amount: 60, seconds: 60 },
  member: { amount: 60, seconds: 60 },
  event: { amount: 60, seconds: 60 },
  'list-resources': { amount: 1000, seconds: 60 },
  'get-resource': { amount: 1000, seconds: 60 },
  'import-resource': { amount: 100, seconds: 60 },
  'update-resource': { amount: 100, seconds: 60 },
  'delete-resource': { amount: 100, seconds: 60 },
  secrets: { amount: 20, seconds: 60 },
  'billing-data': { amount: 10, seconds: 60 },
  balances: { amount: 10, seconds: 60 },
  'submit-invoice': { amount: 10, seconds: 60 },
  'get-invoice': { amount: 60, seconds: 60 },
  'invoice-action': { amount: 10, seconds: 60 },
  finalize: { amount: 10, seconds: 60 },
  configuration: { amount: 120, seconds: 60 },
  'sso-token': { amount: 1000, seconds: 60 },
} as const satisfies Record<string, Allowance>;
