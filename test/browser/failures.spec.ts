import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stand } from './support/stand.js';

describe('a page that cannot be shown', () => {
  let stand: Stand;

  beforeAll(async () => {
    stand = await Stand.open({ workers: 'off' });
  });
  afterAll(() => stand?.close());

  it.each(['/nowhere', '/dashboard/resources/none', '/connect/setup', '/import'])(
    'says so in words: %s',
    async (path) => {
      const page = await stand.browser.visitor();
      const answer = await page.goto(stand.at(path));
      expect(answer?.status()).toBeLessThan(500);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).not.toBe('');
      expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
      expect(stand.browser.troubles).toEqual([]);
    },
  );
});
