import { buying, type Shop, type Tenant, type TenantCall } from '../../support/shop/index.js';
import { paidInvoice } from '../credits/paid-invoice.js';
import { Transfers } from '../transfers/transfers.js';

/** One write of the partner API, and what it does once for a tenant that is installed and has one resource. */
export interface Write {
  readonly route: string;
  /** Brings about what it needs beside the tenant and her resource, and names it. */
  readonly prepare?: (shop: Shop, tenant: Tenant) => Promise<string>;
  readonly call: (tenant: Tenant, resourceId: string, prepared: string) => TenantCall;
  readonly status: 200 | 204;
  /** Audit entries and driver calls that it adds. */
  readonly actions: readonly string[];
  readonly driver: readonly string[];
}

const INSTALLATION = '/v1/installations/:installationId';
const RESOURCE = `${INSTALLATION}/resources/:resourceId`;
const TRANSFERS = `${INSTALLATION}/resource-transfer-requests`;
const TRANSFER = { method: 'POST', path: '/resource-transfer-requests', as: 'system' } as const;
const IN_A_DAY = Date.now() + 86_400_000;

/** Every write that Vercel can make; one that is missing here fails a test. */
export const WRITES: readonly Write[] = [
  {
    route: `PUT ${INSTALLATION}`,
    call: (tenant) => tenant.installing,
    status: 200,
    actions: ['installation.refreshed'],
    driver: [],
  },
  {
    route: `PATCH ${INSTALLATION}`,
    call: () => ({ method: 'PATCH', body: { billingPlanId: 'team' } }),
    status: 200,
    actions: ['installation.plan-changed'],
    driver: [],
  },
  {
    route: `DELETE ${INSTALLATION}`,
    call: () => ({ method: 'DELETE', body: { cascadeResourceDeletion: true } }),
    status: 200,
    actions: ['installation.uninstall-requested'],
    driver: [],
  },
  {
    route: `POST ${INSTALLATION}/resources`,
    call: () => buying({ plan: 'base' }),
    status: 200,
    actions: ['resource.placed'],
    driver: ['provision'],
  },
  {
    route: `PATCH ${RESOURCE}`,
    call: (_tenant, id) => ({ method: 'PATCH', path: `/resources/${id}`, body: { name: 'renamed' } }),
    status: 200,
    actions: ['resource.changed'],
    driver: [],
  },
  {
    route: `DELETE ${RESOURCE}`,
    call: (_tenant, id) => ({ method: 'DELETE', path: `/resources/${id}` }),
    status: 204,
    actions: ['resource.removal-requested'],
    driver: [],
  },
  {
    route: `POST ${RESOURCE}/repl`,
    call: (_tenant, id) => ({ method: 'POST', path: `/resources/${id}/repl`, body: { input: 'write' } }),
    status: 200,
    actions: ['resource.command-requested'],
    driver: ['repl'],
  },
  {
    route: `POST ${RESOURCE}/secrets/rotate`,
    call: (_tenant, id) => ({ method: 'POST', path: `/resources/${id}/secrets/rotate` }),
    status: 200,
    actions: ['resource.rotation-requested', 'resource.secrets-rotated'],
    driver: ['rotateSecrets'],
  },
  {
    route: `POST ${INSTALLATION}/billing/provision`,
    prepare: invoiceOf,
    call: (_tenant, _id, invoiceId) => ({ method: 'POST', path: '/billing/provision', body: { invoiceId } }),
    status: 200,
    actions: ['credits.purchased'],
    driver: [],
  },
  {
    route: `POST ${TRANSFERS}`,
    call: (_tenant, id) => ({ ...TRANSFER, body: { resourceIds: [id], expiresAt: IN_A_DAY } }),
    status: 200,
    actions: ['transfer.requested'],
    driver: [],
  },
  {
    route: `PUT ${TRANSFERS}/:transferId`,
    call: (_tenant, id) => ({
      method: 'PUT',
      path: `${TRANSFER.path}/transfer_${id}`,
      body: { resourceIds: [id], expiration: IN_A_DAY },
      as: 'system',
    }),
    status: 204,
    actions: ['transfer.requested'],
    driver: [],
  },
  {
    route: `POST ${TRANSFERS}/:providerClaimId/accept`,
    prepare: claimOfAnother,
    call: (_tenant, _id, claim) => Transfers.accepting(claim),
    status: 204,
    actions: ['resource.taken-over', 'transfer.accepted'],
    // What was done for the resource before comes along with it.
    driver: ['provision'],
  },
];

/** A claim on a resource of somebody else, verified. */
async function claimOfAnother(shop: Shop, tenant: Tenant): Promise<string> {
  const other = await shop.tenant();
  const transfers = new Transfers(shop);
  const claim = await transfers.request(other, [await other.buy({ plan: 'base' })]);
  await transfers.verify(tenant, claim);
  return claim;
}

/** An invoice that the tenant has paid, at a Vercel that knows her. */
async function invoiceOf({ server: { vercel } }: Shop, { id }: Tenant): Promise<string> {
  const other = await vercel.team(`Team of ${id}`).install();
  vercel.record.installations.set(id, { ...other, id, accessTokens: [`token-${id}`] });
  return paidInvoice(vercel, id, { amount: '5.00' }).invoiceId;
}
