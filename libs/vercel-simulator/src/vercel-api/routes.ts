import type { Route } from '../http/router.js';
import { finalize, submitBalances, submitBillingData } from './billing-calls.js';
import type { VercelHandler } from './call.js';
import { getConfiguration } from './configuration-calls.js';
import { accountInfo, createEvent, memberInfo, updateInstallation } from './installation-calls.js';
import { getInvoice, refundInvoice, submitInvoice } from './invoice-calls.js';
import {
  deleteResource,
  getResource,
  importResource,
  listResources,
  updateResource,
  updateSecrets,
} from './resource-calls.js';

const INSTALLATION = '/v1/installations/:installationId';
const BILLING = `${INSTALLATION}/billing`;
const INVOICE = `${BILLING}/invoices/:invoiceId`;
const RESOURCE = `${INSTALLATION}/resources/:resourceId`;

/** The calls of the Vercel API that this Vercel carries out. */
export const VERCEL_ROUTES: readonly Route<VercelHandler>[] = [
  { method: 'PATCH', path: INSTALLATION, handler: updateInstallation },
  { method: 'GET', path: `${INSTALLATION}/account`, handler: accountInfo },
  { method: 'GET', path: `${INSTALLATION}/member/:memberId`, handler: memberInfo },
  { method: 'POST', path: `${INSTALLATION}/events`, handler: createEvent },
  { method: 'GET', path: `${INSTALLATION}/resources`, handler: listResources },
  { method: 'GET', path: RESOURCE, handler: getResource },
  { method: 'PUT', path: RESOURCE, handler: importResource },
  { method: 'PATCH', path: RESOURCE, handler: updateResource },
  { method: 'DELETE', path: RESOURCE, handler: deleteResource },
  { method: 'PUT', path: `${RESOURCE}/secrets`, handler: updateSecrets },
  { method: 'POST', path: BILLING, handler: submitBillingData },
  { method: 'POST', path: `${BILLING}/balance`, handler: submitBalances },
  { method: 'POST', path: `${BILLING}/finalize`, handler: finalize },
  { method: 'POST', path: `${BILLING}/invoices`, handler: submitInvoice },
  { method: 'GET', path: INVOICE, handler: getInvoice },
  { method: 'POST', path: `${INVOICE}/actions`, handler: refundInvoice },
  { method: 'GET', path: '/v1/integrations/configuration/:installationId', handler: getConfiguration },
  {
    method: 'PUT',
    path: `${INSTALLATION}/products/:productId/resources/:resourceId/secrets`,
    handler: updateSecrets,
  },
];
