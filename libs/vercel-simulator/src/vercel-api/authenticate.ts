import { type Answer, refusal } from '../http/json-answer.js';
import type { HeldInstallation } from '../record/held.js';
import type { VercelRecord } from '../record/vercel-record.js';

/** The caller of an installation's route, or why there is none. */
export type Caller =
  | { readonly known: true; readonly installation: HeldInstallation }
  | { readonly known: false; readonly refusal: Answer };

/** Holds the bearer token against the installation of the path: 401 without one, 403 with a wrong one, 404 when it is unknown. */
export function authenticate(record: VercelRecord, authorization: unknown, installationId: string): Caller {
  const token = bearer(authorization);
  if (token === undefined) return refuse(401, 'unauthorized', 'no bearer token');
  const owner = record.findByToken(token);
  if (owner === undefined) return refuse(403, 'forbidden', 'the token is not valid', { invalidToken: true });
  if (owner.id === installationId) return { known: true, installation: owner };
  if (record.find(installationId) === undefined) return refuse(404, 'not_found', `no installation ${installationId}`);
  return refuse(403, 'forbidden', 'the token belongs to another installation');
}

/** The installation whose token a request carries, whatever its path. */
export function tokenOwner(record: VercelRecord, authorization: unknown): string | undefined {
  const token = bearer(authorization);
  if (token === undefined) return undefined;
  return record.findByToken(token)?.id ?? record.connections.findByToken(token)?.id;
}

/** The token of an `Authorization` header. */
export function bearer(authorization: unknown): string | undefined {
  return typeof authorization === 'string' ? /^Bearer (\S+)$/i.exec(authorization)?.[1] : undefined;
}

function refuse(status: number, code: string, message: string, extra: object = {}): Caller {
  return { known: false, refusal: refusal(status, code, message, extra) };
}
