import {
  olderTransferBody,
  purchaseBody,
  replBody,
  rotationBody,
  shopOrder,
  transferBody,
  upsertBody,
} from './bodies.js';

/** Who calls: a user of either role, Vercel itself, or Vercel before anything is installed. */
export type CallerKind = 'ADMIN' | 'USER' | 'system' | 'pre-install';

/** One operation of the partner API as flows.md 1 describes it, written down here a second time on purpose. */
export interface Operation {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly callers: readonly CallerKind[];
  readonly success: 200 | 204;
  /** A body that the operation accepts of somebody who has the resource; absent: it takes none. */
  readonly body?: (subject: { readonly resourceId: string }) => Readonly<Record<string, unknown>>;
  /** Vercel's reference does not have it any more. */
  readonly historical?: true;
  readonly bodyMayBeAbsent?: true;
}

const INSTALLATION = '/v1/installations/{installationId}';
const RESOURCE = `${INSTALLATION}/resources/{resourceId}`;
const TRANSFERS = `${INSTALLATION}/resource-transfer-requests`;

/** Everything that Vercel can call; a route that is missing here fails a test. */
export const OPERATIONS: readonly Operation[] = [
  { method: 'PUT', path: INSTALLATION, callers: ['ADMIN'], success: 200, body: upsertBody },
  { method: 'GET', path: INSTALLATION, callers: ['system'], success: 200 },
  { method: 'PATCH', path: INSTALLATION, callers: ['ADMIN'], success: 200, body: () => ({}) },
  { method: 'DELETE', path: INSTALLATION, callers: ['ADMIN', 'system'], success: 200, body: () => ({}) },
  { method: 'GET', path: `${INSTALLATION}/plans`, callers: ['system'], success: 200 },
  { method: 'POST', path: `${INSTALLATION}/resources`, callers: ['ADMIN'], success: 200, body: shopOrder },
  { method: 'GET', path: `${INSTALLATION}/resources`, callers: ['system'], success: 200 },
  { method: 'GET', path: RESOURCE, callers: ['system'], success: 200 },
  { method: 'PATCH', path: RESOURCE, callers: ['ADMIN'], success: 200, body: () => ({ name: 'renamed' }) },
  { method: 'DELETE', path: RESOURCE, callers: ['ADMIN', 'system'], success: 204 },
  {
    method: 'POST',
    path: `${RESOURCE}/secrets/rotate`,
    callers: ['ADMIN', 'system'],
    success: 200,
    body: rotationBody,
    bodyMayBeAbsent: true,
  },
  { method: 'POST', path: `${RESOURCE}/repl`, callers: ['ADMIN', 'USER'], success: 200, body: replBody },
  { method: 'GET', path: `${RESOURCE}/plans`, callers: ['system'], success: 200 },
  {
    method: 'POST',
    path: `${INSTALLATION}/billing/provision`,
    callers: ['ADMIN', 'system'],
    success: 200,
    body: purchaseBody,
  },
  { method: 'POST', path: TRANSFERS, callers: ['system'], success: 200, body: transferBody },
  {
    method: 'PUT',
    path: `${TRANSFERS}/{transferId}`,
    callers: ['system'],
    success: 204,
    body: olderTransferBody,
    historical: true,
  },
  { method: 'GET', path: `${TRANSFERS}/{providerClaimId}/verify`, callers: ['system'], success: 200 },
  { method: 'POST', path: `${TRANSFERS}/{providerClaimId}/accept`, callers: ['system'], success: 204 },
  { method: 'GET', path: '/v1/products/{productSlug}/plans', callers: ['system', 'pre-install'], success: 200 },
];

/** The operations that change something, or could. */
export const WRITES = OPERATIONS.filter(({ method }) => method !== 'GET');

/** The writes that take a JSON body. */
export const WRITES_WITH_BODY = WRITES.filter((operation) => operation.body !== undefined);

/** How tests call an operation. */
export function title({ method, path }: Operation): string {
  return `${method} ${path}`;
}

/** Whether an operation is about one resource. */
export function isOfResource({ path }: Operation): boolean {
  return path.includes('{resourceId}');
}

/** Whether an operation is about one installation. */
export function isOfInstallation({ path }: Operation): boolean {
  return path.includes('{installationId}');
}

/** Whether an operation is that which installs. */
export function isInstalling({ method, path }: Operation): boolean {
  return method === 'PUT' && path === INSTALLATION;
}

/** Whether an operation is about a claim that somebody else has opened. */
export function isOfClaim({ path }: Operation): boolean {
  return path.includes('{providerClaimId}');
}

/** The operation of a method and a path; throws for one that does not exist. */
export function operationOf(method: Operation['method'], path: string): Operation {
  const found = OPERATIONS.find((operation) => operation.method === method && operation.path === path);
  if (found === undefined) throw new Error(`no operation ${method} ${path}`);
  return found;
}

/** What stands in a path; without a claim it is one that does not exist. */
interface Parameters {
  readonly installationId: string;
  readonly resourceId: string;
  readonly claimId?: string;
}

/** The concrete path of an operation; parameters go in as they are given. */
export function pathOf({ path }: Pick<Operation, 'path'>, parameters: Parameters): string {
  return path
    .replace('{installationId}', parameters.installationId)
    .replace('{resourceId}', parameters.resourceId)
    .replace('{providerClaimId}', parameters.claimId ?? 'claim_none')
    .replace('{transferId}', `transfer_${parameters.resourceId}`)
    .replace('{productSlug}', 'shop');
}
