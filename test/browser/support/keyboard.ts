import type { Locator, Page } from 'playwright-core';

/** More stops than any page of ours has. */
const MOST_STOPS = 100;

/** Goes on with the tabulator until this has the focus, and shows it. @throws when it cannot be reached so, or does not show that it has it */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press('Tab');
    if (!(await target.evaluate((element) => element === element.ownerDocument.activeElement))) continue;
    if (await showsFocus(target)) return;
    throw new Error(`nothing shows that ${target.toString()} has the focus`);
  }
  throw new Error(`the keyboard does not reach ${target.toString()}`);
}

function showsFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => {
    const style = element.ownerDocument.defaultView?.getComputedStyle(element);
    return style !== undefined && (style.outlineStyle !== 'none' || style.boxShadow !== 'none');
  });
}
