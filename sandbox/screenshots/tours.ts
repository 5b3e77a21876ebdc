import type { Page } from 'playwright-core';
import type { VercelSimulator } from '#libs/vercel-simulator';
import type { BusyCustomer } from '../company/index.js';
import type { Tour } from './photographer.js';

/** The pages that documents show. */
export function toursOf(app: string, vercel: VercelSimulator, { team, orders }: BusyCustomer): readonly Tour[] {
  const resource = `${app}/dashboard/resources/${orders.id}`;
  const atVercel = `${vercel.url}/dashboard/teams/${team.name}`;
  for (const name of ['web-shop', 'docs', 'admin-panel']) team.projects.add(name);
  return [
    {
      arrival: () => team.openProvider(),
      sights: [
        { name: 'overview', address: `${app}/dashboard` },
        { name: 'resource', address: resource },
        { name: 'usage', address: `${resource}/usage` },
        { name: 'console', address: `${resource}/console`, prepare: runQuery },
        { name: 'billing', address: `${app}/dashboard/billing` },
      ],
    },
    { arrival: () => team.connect({ source: 'marketplace' }).address, sights: [{ name: 'connect', prepare: goOn }] },
    { arrival: () => team.startImport({ product: 'postgres' }).address, sights: [{ name: 'import' }] },
    {
      arrival: () => vercel.url,
      sights: [
        { name: 'simulator-team', address: atVercel },
        { name: 'simulator-billing', address: `${atVercel}/billing` },
      ],
    },
  ];
}

async function runQuery(page: Page): Promise<void> {
  const rows = `VALUES ('apple', 12), ('pear', 7), ('plum', 31)`;
  await page.getByLabel('Command').fill(`SELECT item, sold FROM (${rows}) AS sales (item, sold)\nORDER BY sold DESC`);
  await page.getByRole('button', { name: 'Run read-only' }).click();
  await page.getByRole('cell', { name: 'plum' }).waitFor();
}

async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Go on as/ }).click();
  await page.getByRole('radio', { name: 'web-shop' }).check();
}
