import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Outage } from '../../integration/database/support/outage.js';
import { withClient } from '../../support/postgres/admin.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { until } from '../../support/until.js';

const CURRENT = 'client-secret-of-the-tests';

describe('webhooks while something is wrong', () => {
  let database: TestDatabase;
  let outage: Outage;
  let server: TestApp;

  beforeAll(async () => {
    database = await cloneDatabase();
    outage = await Outage.before(database.url);
    const env = { DATABASE_URL: outage.url, INTEGRATION_CLIENT_SECRET: `the-new-secret,${CURRENT}` };
    server = await startTestApp({ env });
  });
  afterAll(async () => {
    await server.stop();
    await outage.begin();
    await database.drop();
  });

  const rows = <T>(text: string): Promise<T[]> =>
    withClient(database.url, async (client) => (await client.query(text)).rows as T[]);
  const handled = (id: string) => async (): Promise<boolean> =>
    (await rows(`SELECT 1 FROM webhook_events WHERE id = '${id}' AND handled_at IS NOT NULL`)).length === 1;

  it('are worked off again when a listener could not do its part, and nothing of the first try stays', async () => {
    const team = server.vercel.team('Acme');
    await team.install();
    const { id } = team.installation();
    await rows(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$`);
    await rows(`CREATE TRIGGER refuse BEFORE UPDATE ON webhook_events FOR EACH ROW EXECUTE FUNCTION refuse()`);
    const sent = await team.webhooks.changeMember('user_1', 'USER');
    const failed = `SELECT 1 FROM pgboss.job WHERE data->'data'->>'id' = '${sent.id}' AND (state = 'retry' OR retry_count > 0)`;
    await until(async () => (await rows(failed)).length > 0);
    expect(await rows(`SELECT 1 FROM members WHERE installation_id = '${id}'`)).toEqual([]);
    await rows(`DROP FUNCTION refuse CASCADE`);
    await until(handled(sent.id));
    expect(await rows(`SELECT role FROM members WHERE installation_id = '${id}'`)).toEqual([{ role: 'USER' }]);
  });

  it('are answered by 503 and when to try again, and come once the database is back', async () => {
    const { webhooks } = server.vercel;
    await outage.begin();
    const sent = await webhooks.send('project.created', { project: { id: 'prj_1', name: 'shop' } });
    expect(sent).toMatchObject({ state: 'waiting', attempts: [{ status: 503 }] });
    const headers = { 'content-type': 'application/json', 'x-vercel-signature': signatureOf(sent.body) };
    const answer = await fetch(`${server.url}/webhooks/vercel`, { method: 'POST', headers, body: sent.body });
    expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([503, true]);
    await outage.end();
    server.vercel.clock.advance('PT15S');
    await server.vercel.settled();
    expect(sent).toMatchObject({ state: 'delivered', attempts: [{ status: 503 }, { status: 200 }] });
    await until(handled(sent.id));
  });

  it('are taken under the old and the new client secret while Vercel goes over from one to the other', async () => {
    const { webhooks } = server.vercel;
    const before = await webhooks.send('project.created', {});
    webhooks.useSecret('the-new-secret');
    const after = await webhooks.send('project.created', {});
    webhooks.useSecret('somebody-elses-secret');
    const foreign = await webhooks.send('project.created', {});
    expect([before, after, foreign].map(({ attempts }) => attempts[0]?.status)).toEqual([200, 200, 403]);
    webhooks.useSecret('the-new-secret');
    server.vercel.clock.advance('PT15S');
    await server.vercel.settled();
    expect(foreign.state).toBe('delivered');
    for (const { id } of [before, after, foreign]) await until(handled(id));
  });
});

function signatureOf(body: string): string {
  return createHmac('sha1', CURRENT).update(body).digest('hex');
}
