import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCHEMES = ['light', 'dark'] as const;

/** Colours on their way from one scheme to the other are neither's. */
const AT_ONCE = '* { transition: none !important; animation: none !important }';

/** Holds pages against axe-core. It needs JavaScript, so what somebody sees is shown once more in a browser that has it. */
export class AccessibilityJudge {
  private mirror: Promise<Page> | undefined;

  constructor(private readonly newContext: () => Promise<BrowserContext>) {}

  /** The document as it stands, also one that was the answer to a form, at its own address. */
  async problemsOf(page: Page): Promise<readonly string[]> {
    this.mirror ??= this.newContext().then((context) => context.newPage());
    const mirror = await this.mirror;
    const body = await page.content();
    await mirror.route('**/*', (route) =>
      route.request().isNavigationRequest()
        ? route.fulfill({ contentType: 'text/html; charset=utf-8', body })
        : route.continue(),
    );
    await mirror.goto(page.url());
    await mirror.addStyleTag({ content: AT_ONCE });
    const problems: string[] = [];
    for (const colorScheme of SCHEMES) {
      await mirror.emulateMedia({ colorScheme });
      problems.push(...(await judged(mirror)).map((problem) => `${colorScheme}: ${problem}`));
    }
    await mirror.unrouteAll();
    return problems;
  }

  /** Of a page that runs code of its own, where it stands and as it is coloured. `without` names rules that do not count. */
  problemsInPlace(page: Page, without: readonly string[]): Promise<readonly string[]> {
    return judged(page, without);
  }
}

async function judged(page: Page, without: readonly string[] = []): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (left) => {
    const { axe: judge } = globalThis as unknown as { readonly axe: typeof axe };
    const rules = Object.fromEntries(left.map((rule) => [rule, { enabled: false }]));
    const results = await judge.run({ preload: false, rules });
    return results.violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ html }) => html) }));
  }, without);
  return violations.map(({ id, help, where }) => `${id} (${help}): ${where.join(' ')}`);
}
