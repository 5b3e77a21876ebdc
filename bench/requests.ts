import type { AutocannonRequest } from 'autocannon';
import type { Customer } from './customers.js';

const BODY = JSON.stringify({
  productId: 'bench',
  name: 'Orders',
  metadata: { region: 'fra1' },
  billingPlanId: 'pro',
  protocolSettings: {},
});

/** Reads a customer's resource. */
export function showResource({ resource, asSystem }: Customer): AutocannonRequest {
  return { method: 'GET', path: resource, headers: { authorization: asSystem, 'x-vercel-auth': 'system' } };
}

/** Buys one more resource for a customer, each time under a new idempotency key. */
export function provisionResource({ resources, asUser }: Customer): AutocannonRequest {
  const headers = {
    authorization: asUser,
    'x-vercel-auth': 'user',
    'content-type': 'application/json',
    'idempotency-key': '[<id>]',
  };
  return { method: 'POST', path: resources, headers, body: BODY };
}

/** Gives a customer's resource another name, each time another one. */
export function renameResource({ resource, asUser }: Customer): AutocannonRequest {
  const headers = {
    authorization: asUser,
    'x-vercel-auth': 'user',
    'content-type': 'application/json',
    'idempotency-key': '[<id>]',
  };
  return { method: 'PATCH', path: resource, headers, body: JSON.stringify({ name: 'Orders [<id>]' }) };
}

/** Tells that somebody has joined a customer's team, each time somebody else. */
export function webhookOf({ installationId }: Customer): AutocannonRequest {
  const payload = { installationId, memberId: 'user_[<id>]', role: 'USER' };
  const event = { id: 'evt_[<id>]', type: 'marketplace.member.changed', createdAt: Date.now(), payload, region: null };
  const headers = { 'content-type': 'application/json' };
  return { method: 'POST', path: '/webhooks/vercel', headers, body: JSON.stringify(event) };
}
