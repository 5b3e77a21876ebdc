/** Calls that Vercel counts separately. */
export type Endpoint = keyof typeof PUBLISHED;

/** How many calls a window allows. */
export interface Allowance {
  readonly amount: number;
  readonly seconds: number;
}

/** Vercel's published limits (`vercel-api.md` 1); for the updates, refunds, finalize, projects, teams, users and sign-on it publishes none, they stand with their neighbours. */
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
  'list-configurations': { amount: 200, seconds: 60 },
  'delete-configuration': { amount: 120, seconds: 3600 },
  'sso-token': { amount: 1000, seconds: 60 },
  'oauth-token': { amount: 1000, seconds: 60 },
  team: { amount: 60, seconds: 60 },
  user: { amount: 60, seconds: 60 },
  projects: { amount: 500, seconds: 60 },
  'list-variables': { amount: 500, seconds: 60 },
  'create-variables': { amount: 120, seconds: 60 },
  'edit-variable': { amount: 120, seconds: 60 },
  'delete-variable': { amount: 60, seconds: 60 },
  'list-log-drains': { amount: 100, seconds: 60 },
  'create-log-drain': { amount: 20, seconds: 60 },
  'delete-log-drain': { amount: 60, seconds: 60 },
  'list-drains': { amount: 100, seconds: 60 },
  'change-drain': { amount: 30, seconds: 60 },
} as const satisfies Record<string, Allowance>;
