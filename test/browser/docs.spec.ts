import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Locator, Page } from 'playwright-core';
import { JobQueue } from '../../src/platform/jobs/index.js';
import { until } from '../support/until.js';
import { Stand } from './support/stand.js';

const INSTALLATION = 'icfg_of_the_documents';
const ADMIN_KEY = 'admin-key-of-the-tests';

describe('the documents in a browser', () => {
  let stand: Stand;
  let page: Page;
  let database: pg.Client;

  beforeAll(async () => {
    stand = await Stand.open();
    page = await stand.browser.visitor({ javaScript: 'on' });
    database = new pg.Client({ connectionString: stand.server.databaseUrl });
    await database.connect();
  });
  afterAll(async () => {
    await database?.end();
    await stand?.close();
  });

  /** The part of the page that is about one operation, opened. */
  async function operation(path: string): Promise<Locator> {
    const block = page.locator('.opblock').filter({ has: page.locator(`[data-path="${path}"]`) });
    await block.locator('.opblock-summary-control').click();
    await block.getByRole('button', { name: 'Execute' }).waitFor();
    return block;
  }

  /** Calls it, and reads what came back. */
  async function execute(block: Locator): Promise<{ status: string; text: string }> {
    await block.getByRole('button', { name: 'Execute' }).click();
    const answer = block.locator('.live-responses-table');
    await answer.waitFor();
    const status = await answer.locator('.response-col_status').last().innerText();
    return { status: status.trim(), text: await answer.locator('.highlight-code code').first().innerText() };
  }

  it.each(['admin', 'partner', 'usage', 'driver'])('show the API: %s', async (name) => {
    await page.goto(stand.at(`/docs?document=${name}`));
    await page.locator('.opblock').first().waitFor();
    expect(await page.locator('.errors-wrapper').count()).toBe(0);
  });

  it('let an operator log in with a key, find a job that was given up, and place it again', async () => {
    const boss = await stand.server.app.get(JobQueue).boss();
    const job = { job: 'tests.unknown', data: { installationId: INSTALLATION } };
    await boss.send('bulk', job, { singletonKey: randomUUID(), retryLimit: 0 });
    const dead = `SELECT id FROM pgboss.job WHERE name = 'dead'`;
    await until(async () => (await database.query(dead)).rowCount === 1);

    await page.goto(stand.at('/docs'));
    const list = await operation('/admin/v1/jobs/dead');
    expect((await execute(list)).status).toBe('401');
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    await page.getByLabel('auth-bearer-value').fill(ADMIN_KEY);
    await page.locator('.auth-btn-wrapper').getByRole('button', { name: 'Apply credentials' }).click();
    await page.locator('.auth-btn-wrapper').getByRole('button', { name: 'Close' }).click();
    await list.getByRole('button', { name: 'Clear' }).click();
    const { status, text } = await execute(list);
    expect(status).toBe('200');
    const { jobs } = JSON.parse(text) as { readonly jobs: readonly { readonly id: string }[] };

    const requeue = await operation('/admin/v1/jobs/dead/{id}/requeue');
    await requeue.getByPlaceholder('id').fill(jobs[0]?.id ?? '');
    expect((await execute(requeue)).status).toBe('202');
    const audit = `SELECT details->>'deadLetter' AS letter FROM audit_entries WHERE installation_id = $1 AND action = 'job.requeued'`;
    const { rows } = await database.query(audit, [INSTALLATION]);
    expect(rows).toEqual([{ letter: jobs[0]?.id }]);
  });

  it('caused no trouble in any browser', () => {
    expect(stand.browser.troubles).toEqual([]);
  });
});
