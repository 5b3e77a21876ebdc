import { describe, expect, it } from '@jest/globals';
import { checkPartnerRequest, checkVercelRequest } from '#libs/vercel-contract';

const INSTALLATION = '/v1/installations/icfg_1';
const NOW = '2026-01-01T00:00:00.000Z';
const INSTALL = {
  scopes: [],
  acceptedPolicies: { eula: NOW },
  credentials: { access_token: 't', token_type: 'Bearer' },
  account: { url: 'https://vercel.com/acme', contact: null },
};
const INVOICE_ITEM = { billingPlanId: 'pro', name: 'Pro', price: '20.00', quantity: 1, units: 'month', total: '20.00' };
const INVOICE = { invoiceDate: NOW, period: { start: NOW, end: NOW }, items: [INVOICE_ITEM] };

describe('a request to a provider', () => {
  it.each([
    ['PUT', INSTALLATION, INSTALL],
    ['DELETE', INSTALLATION, undefined],
    ['POST', `${INSTALLATION}/resources`, { productId: 'p', name: 'n', metadata: {}, billingPlanId: 'free', later: 1 }],
  ])('%s %s is accepted when it is as documented', (method, path, body) => {
    expect(checkPartnerRequest({ method, path, body })).toEqual([]);
  });

  it.each([
    ['PUT', INSTALLATION, { ...INSTALL, credentials: {} }, /access_token/],
    ['PUT', INSTALLATION, undefined, /body is missing/],
    ['POST', `${INSTALLATION}/resources`, { name: 'n' }, /productId/],
    ['GET', '/v1/nothing', undefined, /no such path/],
    ['PUT', `${INSTALLATION}/resources`, {}, /no method PUT/],
  ])('%s %s is refused when it is not', (method, path, body, fault) => {
    expect(checkPartnerRequest({ method, path, body }).join()).toMatch(fault);
  });

  it('may repeat `ids` in the query but not `metadata`', () => {
    const ids = { method: 'GET', path: `${INSTALLATION}/resources`, query: { ids: ['a', 'b'] } };
    const metadata = { method: 'GET', path: '/v1/products/p/plans', query: { metadata: ['{}', '{}'] } };
    expect(checkPartnerRequest(ids)).toEqual([]);
    expect(checkPartnerRequest(metadata).join()).toMatch(/query metadata/);
  });
});

describe('a request to Vercel', () => {
  it.each([
    ['PATCH', INSTALLATION, { status: 'suspended', notification: null, externalId: 'a' }],
    ['POST', `${INSTALLATION}/events`, { event: { type: 'resource.updated', resourceId: 'r' } }],
    ['POST', `${INSTALLATION}/billing/invoices`, { ...INVOICE, final: true, test: { result: 'overdue' } }],
    ['PATCH', `${INSTALLATION}/resources/r`, { secrets: { secrets: [{ name: 'A', value: 'b' }], partial: true } }],
    ['POST', `${INSTALLATION}/billing/finalize`, undefined],
    ['POST', `${INSTALLATION}/credentials/rotate`, { client_secret: 's' }],
    ['GET', `${INSTALLATION}/resources/r/experimentation/global-config`, undefined],
  ])('%s %s is accepted when it is as of 2026', (method, path, body) => {
    expect(checkVercelRequest({ method, path, body })).toEqual([]);
  });

  it.each([
    ['an unknown key', 'PATCH', INSTALLATION, { state: 'ready' }, /additional properties.*state/],
    ['an unknown event', 'POST', `${INSTALLATION}/events`, { event: { type: 'resource.deleted' } }, /event/],
    [
      'a negative amount',
      'POST',
      `${INSTALLATION}/billing/invoices`,
      { ...INVOICE, items: [{ ...INVOICE_ITEM, total: '-1' }] },
      /total/,
    ],
    ['an import without a product', 'PUT', `${INSTALLATION}/resources/r`, { name: 'n', status: 'ready' }, /productId/],
    ['no secrets', 'PUT', `${INSTALLATION}/resources/r/secrets`, undefined, /body is missing/],
    ['a rotation without the client secret', 'POST', `${INSTALLATION}/credentials/rotate`, {}, /client_secret/],
    [
      'a link that is no link',
      'PATCH',
      INSTALLATION,
      { notification: { level: 'info', title: 't', href: 'ftp://x' } },
      /href/,
    ],
    ['a body where none belongs', 'POST', `${INSTALLATION}/billing/finalize`, { final: true }, /none is documented/],
  ])('%s is refused', (_, method, path, body, fault) => {
    expect(checkVercelRequest({ method, path, body }).join()).toMatch(fault);
  });

  it('names the view when it lists configurations, and may ask for those of provisioning', () => {
    const request = { method: 'GET', path: '/v1/integrations/configurations' };
    expect(checkVercelRequest({ ...request, query: { view: 'account', installationType: 'provisioning' } })).toEqual(
      [],
    );
    expect(checkVercelRequest(request)).toEqual(['query view is missing']);
  });
});
