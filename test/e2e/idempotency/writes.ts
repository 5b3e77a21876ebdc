import { buying, type Tenant, type TenantCall } from '../../support/shop/index.js';

/** One write of the partner API, and what it does once for a tenant that is installed and has one resource. */
export interface Write {
  readonly route: string;
  readonly call: (tenant: Tenant, resourceId: string) => TenantCall;
  readonly status: 200 | 204;
  /** Audit entries and driver calls that it adds. */
  readonly actions: readonly string[];
  readonly driver: readonly string[];
}

const INSTALLATION = '/v1/installations/:installationId';
const RESOURCE = `${INSTALLATION}/resources/:resourceId`;

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
];
