import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Locator, Page, Request } from 'playwright-core';
import { JobQueue } from '../../src/platform/jobs/index.js';
import { OperatorIssuer } from '../support/operator-issuer.js';
import { until } from '../support/until.js';
import { Stand } from './support/stand.js';

const INSTALLATION = 'icfg_of_the_documents';
const ADMIN_KEY = 'admin-key-of-the-tests';

/** Rules that what Swagger UI itself writes into the page breaks, and that no style mends. */
const OF_SWAGGER_UI = [
  'nested-interactive', // the head of an operation is a button with a button in it
  'heading-order', // groups of operations are of the third level below a title of the first
  'region', // title and authorisation stand outside of its main part
  'label', // the field of a body has none
  'button-name', // nor has the cross of the window for authorisation
  'label-content-name-mismatch', // its buttons are called otherwise than they read
  'scrollable-region-focusable', // examples scroll, but do not take the focus
];

describe('the documents in a browser', () => {
  let issuer: OperatorIssuer;
  let stand: Stand;
  let page: Page;
  let database: pg.Client;

  beforeAll(async () => {
    issuer = await OperatorIssuer.start();
    stand = await Stand.open({ env: issuer.env });
    page = await stand.browser.visitor({ javaScript: 'on' });
    database = new pg.Client({ connectionString: stand.server.databaseUrl });
    await database.connect();
  });
  afterAll(async () => {
    await database?.end();
    await stand?.close();
    await issuer?.stop();
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

  it.each(['admin', 'driver'])('show the API: %s', async (name) => {
    await page.goto(stand.at(`/docs?document=${name}`));
    await page.locator('.opblock').first().waitFor();
    expect(await page.locator('.errors-wrapper').count()).toBe(0);
  });

  it.each(['partner', 'usage'])(
    'show the API so that everybody can read it, as far as Swagger UI lets us: %s',
    async (name) => {
      await page.goto(stand.at(`/docs?document=${name}`));
      await page.locator('.opblock-summary-control').first().click();
      expect(await page.locator('.errors-wrapper').count()).toBe(0);
      await page.getByRole('button', { name: 'Execute' }).waitFor();
      if (name === 'usage') await page.getByRole('button', { name: 'Authorize' }).first().click();
      expect(await stand.browser.accessibilityProblemsInPlace(page, OF_SWAGGER_UI)).toEqual([]);
    },
  );

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
    await page.getByRole('button', { name: 'Apply credentials' }).click();
    await page.locator('.close-modal').click();
    await list.getByRole('button', { name: 'Clear' }).click();
    const { status, text } = await execute(list);
    expect(status).toBe('200');
    const { jobs } = JSON.parse(text) as { readonly jobs: readonly { readonly id: string }[] };

    const requeue = await operation('/admin/v1/jobs/dead/{id}/requeue');
    await requeue.getByPlaceholder('id').fill(jobs[0]?.id ?? '');
    expect((await execute(requeue)).status).toBe('202');
    const audit = await execute(await operation('/admin/v1/audit'));
    const { entries } = JSON.parse(audit.text) as { readonly entries: readonly object[] };
    const details = expect.objectContaining({ deadLetter: jobs[0]?.id });
    expect(entries).toContainEqual(
      expect.objectContaining({ installationId: INSTALLATION, action: 'job.requeued', details }),
    );
  });

  it('let an operator log in at the login of operators, by a code that only this page can redeem', async () => {
    const asked: Request[] = [];
    page.context().on('request', (request) => asked.push(request));
    await page.goto(stand.at('/docs'));
    const list = await operation('/admin/v1/installations');
    expect((await execute(list)).status).toBe('401');
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    const login = page.locator('.auth-container').filter({ hasText: 'authorization_code with PKCE' });
    await login.getByRole('button', { name: 'Apply given OAuth2 credentials' }).click();
    await login.getByRole('button', { name: 'Remove authorization' }).waitFor();
    await page.locator('.close-modal').click();
    await list.getByRole('button', { name: 'Clear' }).click();
    expect((await execute(list)).status).toBe('200');

    const authorize = asked.map((request) => new URL(request.url())).find(({ pathname }) => pathname === '/authorize');
    expect(Object.fromEntries(authorize?.searchParams ?? [])).toMatchObject({
      client_id: 'stallholder-docs',
      redirect_uri: stand.at('/docs/oauth2-redirect'),
      code_challenge_method: 'S256',
    });
    const redeemed = asked.find((request) => new URL(request.url()).pathname === '/token');
    const form = Object.fromEntries(new URLSearchParams(redeemed?.postData() ?? ''));
    expect(form).toMatchObject({
      grant_type: 'authorization_code',
      code_verifier: expect.stringMatching(/^.{43,128}$/),
    });
    expect(form).not.toHaveProperty('client_secret');
  });

  it('ask for a key on a page that everybody can read', async () => {
    const visitor = await stand.browser.visitor();
    await visitor.goto(stand.at('/docs/login'));
    expect(await stand.browser.accessibilityProblems(visitor)).toEqual([]);
  });

  it('caused no trouble in any browser', () => {
    expect(stand.browser.troubles).toEqual([]);
  });
});
