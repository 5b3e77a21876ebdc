import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Probe } from '../../support/partner-api/probe.js';
import { type Subject, Tenants } from '../../support/partner-api/tenants.js';

const enc = encodeURIComponent;

describe('a query', () => {
  let probe: Probe;
  let own: Subject;
  let second: string;
  let foreign: string;

  beforeAll(async () => {
    probe = await Probe.start();
    const tenants = new Tenants(probe);
    own = await tenants.installed();
    second = await tenants.resourceOf(own.installationId);
    foreign = (await tenants.installed()).resourceId;
  });
  afterAll(() => probe.stop());

  const ask = (path: string) => {
    const token = probe.tokens.system({ installationId: own.installationId });
    return probe.sendInVain({ method: 'GET', path, headers: { authorization: `Bearer ${token}` } });
  };
  const plansPaths = (): string[] => [
    '/v1/products/shop/plans',
    `/v1/installations/${own.installationId}/resources/${own.resourceId}/plans`,
  ];

  it.each([
    ['no JSON', `metadata=${enc('{"a":')}`],
    ['a list', `metadata=${enc('[]')}`],
    ['null', 'metadata=null'],
    ['a text', `metadata=${enc('"x"')}`],
    ['a number', 'metadata=1'],
    ['a word', 'metadata=undefined'],
    ['two objects', 'metadata=%7B%7D&metadata=%7B%7D'],
    ['halves of one object', `metadata=${enc('{"a":1')}&metadata=${enc('"b":2}')}`],
    ['an object and nothing', 'metadata=%7B%7D&metadata='],
  ])('whose metadata is %s is refused, and the field named', async (_what, query) => {
    for (const path of plansPaths()) {
      const answer = await ask(`${path}?${query}`);
      expect([path, answer.status, Object(answer.body).error?.fields?.[0]?.key]).toEqual([path, 400, 'metadata']);
    }
  });

  it.each([
    ['nothing', ''],
    ['empty metadata', 'metadata='],
    ['an incomplete form', `metadata=${enc('{"title":"x"}')}`],
    ['what the form does not know', `metadata=${enc('{"title":1,"colour":null}')}`],
    ['names that lead to prototypes', `metadata=${enc('{"__proto__":{"a":1},"constructor":1}')}`],
    ['U+0000', `metadata=${enc(String.raw`{"title":"\u0000"}`)}`],
    ['a deep form', `metadata=${enc(`{"a":${'['.repeat(500)}${']'.repeat(500)}}`)}`],
    ['other parameters', 'installationId=x&resourceId=y&productSlug=z&__proto__=1'],
    ['a nested parameter', `metadata[a]=1`],
    ['what cannot be decoded', 'x=%zz&%ff=1'],
    ['a thousand parameters', 'x=1&'.repeat(1_000)],
  ])('with %s gets the plans', async (_what, query) => {
    for (const path of plansPaths()) expect((await ask(`${path}?${query}`)).status).toBe(200);
  });

  const list = async (query: string): Promise<readonly [number, readonly string[]]> => {
    const answer = await ask(`/v1/installations/${own.installationId}/resources${query}`);
    const { resources } = answer.body as { readonly resources: readonly { readonly id: string }[] };
    return [answer.status, resources.map(({ id }) => id)];
  };

  it('for resources may name ids, repeated, in any order, as often as it likes', async () => {
    const both = [own.resourceId, second];
    expect(await list('')).toEqual([200, both]);
    expect(await list(`?ids=${second}`)).toEqual([200, [second]]);
    expect(await list(`?ids=${second}&ids=${own.resourceId}`)).toEqual([200, both]);
    expect(await list(`?${`ids=${second}&`.repeat(100)}`)).toEqual([200, [second]]);
  });

  it.each([
    ['a foreign id', () => `ids=${foreign}`],
    ['nothing as an id', () => 'ids='],
    ['a list in one id', () => `ids=${own.resourceId},${second}`],
    ['U+0000', () => 'ids=%00'],
    ['a long id', () => `ids=${'x'.repeat(10_000)}`],
    ['SQL', () => `ids=${enc(`') OR ('1'='1`)}`],
    ['what cannot be decoded', () => 'ids=%zz&ids=%ff'],
  ])('for resources finds nothing by %s', async (_what, query) => {
    expect(await list(`?${query()}`)).toEqual([200, []]);
  });

  it.each(['ids[]', 'ids[0]', 'ids[a][b]', 'ids.a', 'IDS'])(
    'for resources ignores %s, another parameter',
    async (name) => {
      expect(await list(`?${enc(name)}=${foreign}`)).toEqual([200, [own.resourceId, second]]);
      expect(await list(`?${name}=${foreign}`)).toEqual([200, [own.resourceId, second]]);
    },
  );
});
