import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Team } from '#libs/vercel-simulator';
import { MemoryDriver } from '../../src/modules/resources/adapters/memory/memory.driver.js';
import { AccountIssuer } from '../support/account-issuer.js';
import { follow } from './support/follow.js';
import { tabTo } from './support/keyboard.js';
import { memberOf, Stand } from './support/stand.js';

const CATALOG = fileURLToPath(new URL('../support/shop/catalog.yaml', import.meta.url));

describe('customers of a product that is driven in memory', () => {
  let issuer: AccountIssuer;
  let stand: Stand;
  let count = 0;

  beforeAll(async () => {
    issuer = await AccountIssuer.start();
    stand = await Stand.open({ catalog: CATALOG, env: issuer.env });
  });
  afterAll(async () => {
    await stand?.close();
    await issuer.stop();
  });
  afterEach(() => expect(stand.browser.troubles).toEqual([]));

  /** A team whose people also have an account at the provider, with one thing there. */
  async function newTeam(): Promise<{ team: Team; instance: string }> {
    count += 1;
    const team = stand.vercel.team(`Team ${count}`);
    await team.install();
    issuer.subject = `person-${count}`;
    const instance = `inst-${randomUUID()}`;
    const owner = { kind: 'account', issuer: issuer.url, subject: issuer.subject } as const;
    stand.server.app.get(MemoryDriver, { strict: false }).own(instance, owner);
    return { team, instance };
  }

  const heading = (page: Page): Promise<string | null> => page.getByRole('heading', { level: 1 }).textContent();
  const held = (team: Team): readonly string[] =>
    [...team.installation().resources.values()].map(({ name, ownership }) => `${ownership}: ${name}`);

  describe('import what they had before', () => {
    it('signs in at Vercel and at the provider, chooses by keyboard, and comes back when Vercel has it', async () => {
      const { team, instance } = await newTeam();
      const flow = team.startImport({ product: 'shop' });
      const page = await stand.browser.visitor();
      await page.goto(flow.address);
      expect(await heading(page)).toBe('Import to Vercel');
      expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
      await tabTo(page, page.getByRole('radio', { name: `My ${instance}` }));
      await tabTo(page, page.getByRole('button', { name: 'Import' }));
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Imported' }).waitFor();
      expect(flow.outcome).toMatchObject({ kind: 'imported' });
      expect(held(team)).toEqual([`linked: My ${instance}`]);
    });

    it('imports once, also by a double click, and after going back', async () => {
      const { team, instance } = await newTeam();
      const page = await stand.browser.visitor();
      await page.goto(team.startImport({ product: 'shop' }).address);
      await page.getByRole('button', { name: 'Import' }).dblclick();
      await page.waitForURL((url) => url.origin === stand.vercel.url);
      await page.goBack();
      await page.reload();
      await page.goto(team.startImport({ product: 'shop' }).address);
      expect(await page.getByText('There is nothing that can be imported.').count()).toBe(1);
      expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
      expect(held(team)).toEqual([`linked: My ${instance}`]);
    });

    it('says in words who may not, and where it does not lead', async () => {
      const { team } = await newTeam();
      const page = await stand.browser.visitor();
      await page.goto(team.openProvider({}, { userId: memberOf(team, 'USER') }));
      await page.goto(team.startImport({ product: 'shop' }).address);
      expect(await page.getByRole('button', { name: 'Import' }).count()).toBe(0);
      expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
      await page.goto(team.openProvider());
      await page.goto(team.startImport({ product: 'shop', return: 'https://vercel.com.evil.example/' }).address);
      expect(await page.getByRole('button', { name: 'Import' }).count()).toBe(0);
      expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
      expect(held(team)).toEqual([]);
    });
  });

  describe('set up what they have', () => {
    it('by saying that they are done, when the product has asked something of them', async () => {
      const { team } = await newTeam();
      stand.server.app.get(MemoryDriver, { strict: false }).next('provision', 'onboarding');
      const { id } = await team.provision({ product: 'shop', plan: 'free', name: 'orders' });
      const viewer = await stand.arrive(team, { role: 'USER', context: { path: 'onboarding' } });
      await follow(viewer, () => viewer.getByRole('link', { name: 'orders' }).click());
      const page = await stand.arrive(team, { context: { resource_id: id, path: 'onboarding' } });
      expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
      await tabTo(page, page.getByRole('button', { name: 'Finish setup' }));
      await follow(page, () => page.keyboard.press('Enter'));
      expect(await page.getByRole('link', { name: 'Finish setup' }).count()).toBe(0);
      expect(await page.getByRole('status').count()).toBe(1);
    });

    it('by having what happens in a project sent to a resource, and come back to it by their login', async () => {
      const { team } = await newTeam();
      team.projects.add('site');
      const page = await stand.browser.visitor();
      await page.goto(stand.at('/account/login?next=/sso/signed-out'));
      await page.goto(team.connect({ source: 'marketplace' }).address);
      await follow(page, () => page.getByRole('button', { name: /^Go on as/ }).click());
      await page.getByRole('radio', { name: 'site' }).check();
      await page.locator('input[value="new shop free"]').check();
      await page.getByRole('button', { name: 'Connect' }).click();
      await page.waitForURL((url) => url.origin === stand.vercel.url);
      const later = await stand.browser.visitor();
      await later.goto(stand.at(`/connect/configure?configurationId=${team.connection.configuration().id}`));
      expect(await heading(later)).toBe('Connected projects');
      await follow(later, () => later.getByRole('button', { name: 'Send Logs of site', exact: true }).click());
      expect(await stand.browser.accessibilityProblems(later)).toEqual([]);
      expect(team.connection.owner.drains.size).toBe(1);
      await follow(later, () => later.getByRole('button', { name: 'Send no more Logs of site' }).click());
      expect(team.connection.owner.drains.size).toBe(0);
    });
  });
});
