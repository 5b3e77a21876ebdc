import type { Page } from 'playwright-core';

/** Does what leads to another page (a form, a link, a key), and resolves when that is there: what is read before is the old one. */
export async function follow(page: Page, step: () => Promise<unknown>): Promise<void> {
  const loaded = page.waitForEvent('load');
  await step();
  await loaded;
}
