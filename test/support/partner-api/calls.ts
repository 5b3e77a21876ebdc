import { randomUUID } from 'node:crypto';
import type { RawCall } from '#libs/vercel-simulator';
import { type CallerKind, type Operation, pathOf } from './operations.js';
import type { Probe } from './probe.js';

/** What differs from the call that Vercel would make; a body as text or bytes goes out as it is. */
export interface CallChanges {
  readonly caller?: CallerKind;
  /** The installation in the token, when it is not that of the path; null: a token without one. */
  readonly tokenFor?: string | null;
  readonly body?: Readonly<Record<string, unknown>> | string | Buffer | undefined;
  readonly headers?: RawCall['headers'];
}

/** A call of an operation as Vercel would make it, with changes. */
export function callOf(
  probe: Probe,
  operation: Operation,
  subject: { readonly installationId: string; readonly resourceId: string; readonly claimId?: string },
  changes: CallChanges = {},
): RawCall {
  const caller = changes.caller ?? operation.callers[0] ?? 'ADMIN';
  const tokenFor = changes.tokenFor === undefined ? subject.installationId : changes.tokenFor;
  const body = changes.body ?? operation.body?.(subject);
  const headers = {
    authorization: `Bearer ${tokenOf(probe, caller, tokenFor)}`,
    ...(operation.method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...changes.headers,
  };
  const path = pathOf(operation, subject);
  return { method: operation.method, path, headers, ...(body === undefined ? {} : { body }) };
}

/** A token of a caller for an installation; a user's without one says so with null, which no user token may. */
export function tokenOf({ tokens }: Probe, caller: CallerKind, installationId: string | null): string {
  if (caller === 'pre-install') return tokens.preInstall();
  if (caller === 'system') return tokens.system({ installationId });
  const claims = installationId === null ? { installation_id: null } : {};
  return tokens.user({ installationId: installationId ?? '', role: caller, claims });
}
