import { describe, expect, it } from '@jest/globals';
import { checkPartnerAnswer } from '#libs/vercel-contract';
import { PLAN, REFUSAL, RESOURCE } from './samples.js';

const RESOURCES = '/v1/installations/icfg_1/resources';
const secrets = [{ name: 'POSTGRES_URL', value: 'postgres://x' }];

describe('an answer of the partner API', () => {
  it.each([
    ['PUT', '/v1/installations/icfg_1', 200, { billingPlan: PLAN, notification: null }],
    ['PUT', '/v1/installations/icfg_1', 204, undefined],
    ['DELETE', '/v1/installations/icfg_1', 200, { finalized: true }],
    ['GET', '/v1/products/postgres/plans?metadata=%7B%7D', 200, { plans: [PLAN] }],
    ['POST', RESOURCES, 200, { ...RESOURCE, secrets }],
    ['GET', `${RESOURCES}?ids=a&ids=b`, 200, { resources: [RESOURCE] }],
    ['DELETE', `${RESOURCES}/res_1`, 204, ''],
    ['GET', `${RESOURCES}/res%2f1`, 404, REFUSAL],
    ['POST', `${RESOURCES}/res_1/secrets/rotate`, 202, { sync: false }],
    ['POST', `${RESOURCES}/res_1/repl`, 200, [{ type: 'paragraph', children: [{ type: 'text', text: '1' }] }]],
    ['POST', `${RESOURCES}/res_1/repl`, 200, [{ type: 'table', rows: [[{ type: 'text', text: '1' }]] }]],
    ['HEAD', `${RESOURCES}/res_1`, 200, undefined],
  ])('%s %s with %i is accepted when it is as documented', (method, path, status, body) => {
    expect(checkPartnerAnswer({ method, path, status, body })).toEqual([]);
  });

  it.each([
    ['a status that is not listed', 'GET', RESOURCES, 418, REFUSAL, /418 is not listed/],
    ['401, which Vercel does not know', 'GET', RESOURCES, 401, REFUSAL, /401 is not listed/],
    ['a body with 204', 'DELETE', `${RESOURCES}/r`, 204, {}, /has no body/],
    ['no body with 200', 'GET', `${RESOURCES}/r`, 200, undefined, /none came/],
    [
      'a null where the contract allows none',
      'GET',
      `${RESOURCES}/r`,
      200,
      { ...RESOURCE, notification: null },
      /notification/,
    ],
    [
      'a plan id in place of the plan',
      'GET',
      `${RESOURCES}/r`,
      200,
      { ...RESOURCE, billingPlan: 'free' },
      /billingPlan/,
    ],
    ['a provisioning without secrets', 'POST', RESOURCES, 200, RESOURCE, /secrets/],
    ['an unknown resource status', 'GET', `${RESOURCES}/r`, 200, { ...RESOURCE, status: 'gone' }, /status/],
    ['nested metadata', 'GET', `${RESOURCES}/r`, 200, { ...RESOURCE, metadata: { a: { b: 1 } } }, /metadata/],
    ['an error without a code', 'GET', `${RESOURCES}/r`, 404, { error: { message: 'x' } }, /code/],
    ['field faults without keys', 'POST', RESOURCES, 400, { error: { code: 'a', message: 'b', fields: [{}] } }, /key/],
    ['a null body', 'GET', `${RESOURCES}/r`, 200, null, /object/],
  ])('%s is a fault', (_, method, path, status, body, fault) => {
    expect(checkPartnerAnswer({ method, path, status, body }).join('\n')).toMatch(fault);
  });

  it('comes as JSON, and as JSON lines only where that is documented', () => {
    const line = JSON.stringify({ type: 'paragraph', children: [] });
    const path = `${RESOURCES}/r/repl`;
    const answer = { method: 'POST', path, status: 200, contentType: 'application/jsonl' };
    expect(checkPartnerAnswer({ ...answer, body: `${line}\n${line}\n` })).toEqual([]);
    expect(checkPartnerAnswer({ ...answer, body: `${line}\n{"half` })).not.toEqual([]);
    const html = {
      method: 'GET',
      path: RESOURCES,
      status: 404,
      contentType: 'text/html; charset=utf-8',
      body: '<html>',
    };
    expect(checkPartnerAnswer(html).join()).toMatch(/text\/html is not documented/);
  });
});

describe('an answer outside the contract', () => {
  it.each(['/v1/installations', '/v1/installations/a/resources/', '/v2/products/x/plans', '//', '/v1/products//plans'])(
    'is 404 with the error body at %s, which is no path',
    (path) => {
      expect(checkPartnerAnswer({ method: 'GET', path, status: 404, body: REFUSAL })).toEqual([]);
      expect(checkPartnerAnswer({ method: 'GET', path, status: 404, body: 'Cannot GET' })).not.toEqual([]);
      expect(checkPartnerAnswer({ method: 'GET', path, status: 403, body: REFUSAL })).not.toEqual([]);
    },
  );

  it('is 405 with the error body for a method that the path does not have', () => {
    const answer = { method: 'POST', path: '/v1/installations/icfg_1' };
    expect(checkPartnerAnswer({ ...answer, status: 405, body: REFUSAL })).toEqual([]);
    expect(checkPartnerAnswer({ ...answer, status: 404, body: REFUSAL })).not.toEqual([]);
    expect(checkPartnerAnswer({ ...answer, status: 405, body: {} })).not.toEqual([]);
  });
});
