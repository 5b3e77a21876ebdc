import type { UserRole } from '#libs/vercel-contract';
import { type Fault, FAULT_KINDS } from '../faults/fault.js';
import type { Fields } from '../tokens/sign.js';
import { BadControlRequest, type ControlCall, type ControlRoute, maybeText, ok, text } from './control-call.js';
import { describeState } from './describe.js';

const BASE = '/_simulator/v1';
const NOTHING = { status: 204 };

/** What moves this Vercel itself: its state, clock, keys, tokens, faults and record. */
export const VERCEL_ROUTES_OF_CONTROL: readonly ControlRoute[] = [
  { method: 'GET', path: `${BASE}/state`, handler: ({ vercel }) => ok(describeState(vercel)) },
  {
    method: 'PUT',
    path: `${BASE}/partner`,
    handler: ({ vercel, body }) => {
      vercel.usePartner(text(body, 'url'));
      return NOTHING;
    },
  },
  {
    method: 'POST',
    path: `${BASE}/clock`,
    handler: ({ vercel, body }) => ok({ now: vercel.clock.advance(text(body, 'advance')).toISOString() }),
  },
  {
    method: 'POST',
    path: `${BASE}/keys/rotate`,
    handler: ({ vercel, body }) => {
      const kept = body['keepOldForSeconds'];
      vercel.rotateKeys(typeof kept === 'number' ? { keepOldForSeconds: kept } : {});
      return NOTHING;
    },
  },
  { method: 'POST', path: `${BASE}/tokens`, handler: (call) => ok({ token: tokenFor(call) }) },
  {
    method: 'GET',
    path: `${BASE}/tokens/bad`,
    handler: ({ vercel, query }) => ok({ tokens: [...vercel.badTokens(text(query, 'installationId'))] }),
  },
  {
    method: 'GET',
    path: `${BASE}/faults`,
    handler: ({ vercel }) => ok({ faults: vercel.faults.waiting().map(waiting) }),
  },
  {
    method: 'POST',
    path: `${BASE}/faults`,
    handler: ({ vercel, body }) => {
      vercel.faults.add(faultOf(body));
      return NOTHING;
    },
  },
  {
    method: 'DELETE',
    path: `${BASE}/faults`,
    handler: ({ vercel }) => {
      vercel.faults.clear();
      return NOTHING;
    },
  },
  {
    method: 'GET',
    path: `${BASE}/record`,
    handler: ({ vercel }) => ok({ calls: vercel.record.calls, violations: vercel.record.violations }),
  },
  {
    method: 'DELETE',
    path: `${BASE}/record`,
    handler: ({ vercel }) => {
      vercel.record.clearSeen();
      return NOTHING;
    },
  },
];

function tokenFor({ vercel, body }: ControlCall): string {
  const kind = text(body, 'kind');
  const claims = { claims: (body['claims'] ?? {}) as Fields };
  if (kind === 'pre-install') return vercel.tokens.preInstall(claims);
  if (kind === 'custom') return vercel.tokens.custom(claims.claims, (body['header'] ?? {}) as Fields);
  const account = maybeText(body, 'accountId');
  if (kind === 'system') {
    const installationId = body['installationId'] === null ? null : text(body, 'installationId');
    return vercel.tokens.system({ installationId, ...account, ...claims });
  }
  if (kind !== 'user') throw new BadControlRequest('kind must be user, system, pre-install or custom');
  const role = body['role'] === undefined ? {} : { role: text(body, 'role') as UserRole };
  const installationId = text(body, 'installationId');
  return vercel.tokens.user({ installationId, ...role, ...account, ...maybeText(body, 'userId'), ...claims });
}

function faultOf(body: ControlCall['body']): Fault {
  const { path, ...rest } = body;
  const kind = FAULT_KINDS.find((known) => known === rest['kind']);
  if (kind === undefined) throw new BadControlRequest(`kind must be one of ${FAULT_KINDS.join(', ')}`);
  const on = rest['on'];
  if (on !== 'vercel-api' && on !== 'jwks') throw new BadControlRequest('on must be vercel-api or jwks');
  return { ...rest, on, kind, ...(path === undefined ? {} : { path: new RegExp(text(body, 'path')) }) };
}

function waiting({ fault, left }: { readonly fault: Fault; readonly left: number | null }): object {
  return { ...fault, path: fault.path?.source, left };
}
