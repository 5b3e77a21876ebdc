import type { Known } from '../draw/valid.js';

const HOUR_MS = 3_600_000;
const resources = ['{{resourceId}}', '{{other.resourceId}}', 'res_none'];
const installations = ['{{installationId}}', '{{other.installationId}}', 'icfg_none'];

const expiries = [1, 48, 24 * 7, 24 * 8].map((hours) => Date.now() + hours * HOUR_MS - 60_000);

/** Values by the names of fields that mean the same in every document. */
export const KNOWN: Known = {
  productId: ['shop', 'door', 'none'],
  billingPlanId: ['free', 'pro', 'credits', 'legacy', 'door-free', 'none'],
  metadata: [
    { title: 'new' },
    { region: 'fra1', replicas: 2 },
    {},
    { region: 'none' },
    '{"title":"new"}',
    '{"region":"fra1","replicas":2}',
    '{}',
    '{',
  ],
  acceptedPolicies: [{ eula: '2026-01-31T09:30:00Z' }, {}],
  expiresAt: expiries,
  expiration: expiries,
  name: ['main', 'orders'],
  status: ['ready', 'suspended', 'error'],
  input: ['read', 'write'],
  readOnly: [true, false],
  delayOldSecretsExpirationHours: [0, 0.5, 48, 49],
  resourceId: resources,
  resourceIds: resources,
  ids: resources,
  installationId: installations,
  invoiceId: ['{{invoiceId}}', 'mi_none'],
  subject: [...resources, ...installations],
  operationId: ['{{operation}}'],
  type: ['compute', 'seats', 'shop/compute', 'none'],
  time: [new Date(Date.now() - HOUR_MS).toISOString(), new Date().toISOString()],
  value: ['1', '0.5', 2, '999999999999999', '0.0000000001', -1],
};
