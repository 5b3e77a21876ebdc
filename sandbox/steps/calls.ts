import { type Answer, Company } from '../company/index.js';
import type { Stage } from './stage.js';

/** A call of the admin API, such as `GET /admin/v1/installations`. */
export function asOperator(stage: Stage, call: string, body?: object): Promise<Answer> {
  return companyOn(stage).operate(call, body);
}

/** Tells the usage API what a resource used of some meters, just now; under ids of its own unless one is given. */
export function tellUsage(
  stage: Stage,
  resourceId: string,
  amounts: Readonly<Record<string, string>>,
  id?: string,
): Promise<Answer> {
  return companyOn(stage).tellUsage(resourceId, amounts, id);
}

/** What became of each event that was told; with the reason where it was refused. */
export function statusesOf({ body }: Answer): readonly string[] {
  const { results } = body as { results: readonly { readonly status: string; readonly reason?: string }[] };
  return results.map(({ status, reason }) => (reason === undefined ? status : `${status}: ${reason}`));
}

/** Lets time go by, at Vercel as in the app: an ISO duration such as `PT1H`. */
export function pass(stage: Stage, duration: string): Promise<void> {
  return companyOn(stage).pass(duration);
}

function companyOn(stage: Stage): Company {
  const { adminKey, usageKey } = stage.grounds.secrets;
  return new Company({ url: stage.get('app').url, adminKey, usageKey, vercel: stage.get('vercel') });
}
