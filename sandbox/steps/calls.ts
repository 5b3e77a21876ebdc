import { randomUUID } from 'node:crypto';
import type { Stage } from './stage.js';

/** What the app has answered. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A call of the admin API, such as `GET /admin/v1/installations`. */
export function asOperator(stage: Stage, call: string, body?: object): Promise<Answer> {
  return send(stage, call, stage.grounds.secrets.adminKey, body);
}

/** Tells the usage API what a resource used of some meters, just now; under ids of its own unless one is given. */
export function tellUsage(
  stage: Stage,
  resourceId: string,
  amounts: Readonly<Record<string, string>>,
  id: string = randomUUID(),
): Promise<Answer> {
  const time = stage.get('vercel').clock.now().toISOString();
  const events = Object.entries(amounts).map(([type, value]) => ({
    specversion: '1.0',
    id: `${id}-${type}`,
    source: 'urn:sandbox:meter',
    type,
    subject: resourceId,
    time,
    data: { value },
  }));
  return send(stage, 'POST /usage/v1/events', stage.grounds.secrets.usageKey, events);
}

/** What became of each event that was told; with the reason where it was refused. */
export function statusesOf({ body }: Answer): readonly string[] {
  const { results } = body as { results: readonly { readonly status: string; readonly reason?: string }[] };
  return results.map(({ status, reason }) => (reason === undefined ? status : `${status}: ${reason}`));
}

/** Lets time go by, at Vercel as in the app: an ISO duration such as `PT1H`. */
export async function pass(stage: Stage, duration: string): Promise<void> {
  const { status } = await asOperator(stage, 'POST /admin/v1/clock', { advance: duration });
  if (status !== 200) throw new Error(`the app's clock could not be moved: ${status}`);
  stage.get('vercel').clock.advance(duration);
}

async function send(stage: Stage, call: string, key: string, body?: object): Promise<Answer> {
  const [method = '', path = ''] = call.split(' ');
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  };
  const answer = await fetch(`${stage.get('app').url}${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}
