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
