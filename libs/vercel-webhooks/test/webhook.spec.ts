import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  readMemberChange,
  readProjectConnection,
  readScopes,
  readTransferred,
  readWebhook,
} from '#libs/vercel-webhooks';

const at = Date.UTC(2026, 10, 22, 8, 30);
const read = (payload: Record<string, unknown>, type = 'marketplace.member.changed'): ReturnType<typeof readWebhook> =>
  readWebhook({ id: 'evt_1', type, createdAt: at, payload, region: null });

describe('a webhook', () => {
  it('is read from its envelope, and keeps what it does not know', () => {
    const payload = { installationId: 'icfg_1', memberId: 'm1', role: 'USER', news: { deep: [1] } };
    expect(read(payload)).toMatchObject({ id: 'evt_1', createdAt: new Date(at), installationIds: ['icfg_1'], payload });
  });

  it('is read without anything in it, under an id that its body decides', () => {
    const empty = readWebhook({});
    expect(empty).toMatchObject({
      type: 'unknown',
      createdAt: null,
      installationIds: [],
      naturalKey: null,
      payload: {},
    });
    expect(empty.id).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(readWebhook({}).id).toBe(empty.id);
    expect(readWebhook({ type: 'x' }).id).not.toBe(empty.id);
    expect(readWebhook({ id: 'e'.repeat(257) }).id).toMatch(/^sha256:/);
  });

  it.each([[null], ['1763800000000'], [0], [-1], [Number.NaN], [1e300], [8.64e15], [{}]])(
    'has no instant where createdAt is %p',
    (createdAt) => expect(readWebhook({ createdAt }).createdAt).toBeNull(),
  );

  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['its own key', { installationId: 'icfg_1', configuration: { id: 'icfg_2' } }, ['icfg_1']],
    ['its configuration', { configuration: { id: 'icfg_2' }, installationIds: ['icfg_3'] }, ['icfg_2']],
    ['its configuration, not an integration', { installationId: 'oac_1', configuration: { id: 'icfg_2' } }, ['icfg_2']],
    [
      'its integrations, each once',
      {
        integrations: [{ installationId: 'a' }, { installationId: 'b', resources: [] }, { installationId: 'a' }],
        installationIds: ['c'],
      },
      ['a', 'b'],
    ],
    ['the deprecated list', { integrations: [], installationIds: ['c', 4, 'd'] }, ['c', 'd']],
    ['nothing', { team: null, configuration: null, integrations: [null, 'x', {}], installationIds: 'e' }, []],
  ])('concerns the installation of %s', (_name, payload, ids) => {
    expect(read(payload).installationIds).toEqual(ids);
  });

  it('is read whatever Vercel puts into it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('id', 'type', 'createdAt', 'payload', 'x'), fc.jsonValue()), (body) => {
        const { id, type, payload } = readWebhook(body);
        for (const reader of [readMemberChange, readProjectConnection, readScopes, readTransferred]) reader(payload);
        expect(id.length * type.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the natural key of an event', () => {
  const key = (type: string, payload: Record<string, unknown>, createdAt: unknown = at): string | null =>
    readWebhook({ id: String(Math.random()), type, createdAt, payload }).naturalKey;
  const invoice = { installationId: 'icfg_1', invoiceId: 'mi_1', invoiceTotal: '1.00' };

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['marketplace.invoice.paid', invoice, { ...invoice, invoiceId: 'mi_2' }],
    ['marketplace.member.changed', { installationId: 'i', memberId: 'a' }, { installationId: 'i', memberId: 'b' }],
    ['integration-configuration.removed', { configuration: { id: 'i' } }, { configuration: { id: 'j' } }],
    [
      'integration-resource.project-connected',
      { resourceId: 'r', projectId: 'p' },
      { resourceId: 'r', projectId: 'q' },
    ],
    ['deployment.created', { deployment: { id: 'd' } }, { deployment: { id: 'e' } }],
    [
      'deployment.integration.action.start',
      { deployment: { id: 'd' }, action: 'a' },
      { deployment: { id: 'd' }, action: 'b' },
    ],
    ['project.renamed', { project: { id: 'p' } }, { project: { id: 'q' } }],
    ['project.env-variable.created', { projectId: 'p', envVarId: 'v' }, { projectId: 'p', envVarId: 'w' }],
  ])('of %s is its subject’s: the same under another delivery id, another for another', (type, payload, other) => {
    const own = key(type, payload);
    expect(own).not.toBeNull();
    expect(key(type, { ...payload, extra: 1 })).toBe(own);
    expect(key(type, other)).not.toBe(own);
    expect(key(type, payload, at + 1)).not.toBe(own);
  });

  it('is not there where the type, the instant or the subject is not known', () => {
    expect(key('botid.anomaly', invoice)).toBeNull();
    expect(key('marketplace.invoice.paid', invoice, null)).toBeNull();
    expect(key('project.created', {})).toBeNull();
  });
});
