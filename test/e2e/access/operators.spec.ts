import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Probe } from '../../support/partner-api/probe.js';
import { Tenants } from '../../support/partner-api/tenants.js';

const ROUTES = ['installations', 'resources', 'uninstalls', 'findings', 'webhooks', 'jobs', 'jobs/dead'].map(
  (list) => `/admin/v1/${list}`,
);

describe("the operators' routes", () => {
  let probe: Probe;
  let refused: readonly (readonly [string, string | undefined])[];

  beforeAll(async () => {
    probe = await Probe.start({ ADMIN_API_KEYS: 'reader[read]:the-key-of-a-reader,payer[money]:the-key-of-a-payer' });
    const installationId = await new Tenants(probe).installedEmpty();
    refused = [
      ['nobody', undefined],
      ['an empty key', 'Bearer '],
      ['an unknown key', 'Bearer the-key-of-nobody'],
      ['a key with another scheme', 'Basic the-key-of-a-reader'],
      ['the name of a key', 'Bearer reader'],
      ['an administrator of a team', `Bearer ${probe.tokens.user({ installationId })}`],
      ['Vercel itself', `Bearer ${probe.tokens.system({ installationId })}`],
      ['Vercel before an installation', `Bearer ${probe.tokens.preInstall()}`],
    ];
  });
  afterAll(() => probe.stop());

  const ask = async (path: string, authorization?: string): Promise<{ status: number; text: string }> => {
    const answer = await fetch(probe.server.url + path, { headers: authorization ? { authorization } : {} });
    return { status: answer.status, text: await answer.text() };
  };

  it.each(ROUTES)('%s opens to a key with its scope', async (path) => {
    expect((await ask(path, 'Bearer the-key-of-a-reader')).status).toBe(200);
  });

  it.each(ROUTES)('%s answers 403 to a key with another scope', async (path) => {
    const { status, text } = await ask(path, 'Bearer the-key-of-a-payer');
    expect([status, JSON.parse(text).error.code]).toEqual([403, 'forbidden']);
  });

  it.each(ROUTES)('%s answers 401 to everybody else, and tells nothing', async (path) => {
    for (const [who, authorization] of refused) {
      const { status, text } = await ask(path, authorization);
      expect([who, status, JSON.parse(text).error.code]).toEqual([who, 401, 'unauthorized']);
      expect(text).not.toContain('icfg_');
    }
  });
});
