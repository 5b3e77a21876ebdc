import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { AccessibilityJudge } from './accessibility-judge.js';
import { findChromium } from './chromium.js';
import { watch } from './troubles.js';

/** For a machine many times slower than usual: every wait ends as soon as its state is there. */
const WAIT_MS = 60_000;

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** How somebody's browser is set; JavaScript is off unless it is asked for, since every page has to work without. */
export interface VisitorOptions {
  readonly javaScript?: 'on' | 'off';
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A Chromium for one test file. */
export class TestBrowser {
  /** What no page may cause, whatever is tested: see `watch`. Tests hold it against an empty list. */
  readonly troubles: string[] = [];
  private readonly judge: AccessibilityJudge;

  private constructor(private readonly browser: Browser) {
    this.judge = new AccessibilityJudge(() => this.context({ javaScript: 'on' }));
  }

  static async open(): Promise<TestBrowser> {
    const executablePath = findChromium();
    if (executablePath === null)
      throw new Error('browser tests need a Chromium: Debian\'s package "chromium", or its path in CHROMIUM_PATH');
    return new TestBrowser(await chromium.launch({ executablePath, args: FLAGS, timeout: WAIT_MS }));
  }

  /** A page in a browser of its own: nobody else's cookies. */
  async visitor(options: VisitorOptions = {}): Promise<Page> {
    const context = await this.context(options);
    watch(context, this.troubles);
    return context.newPage();
  }

  /** What axe-core finds wrong with the page as it stands, in the light and in the dark scheme; a line each. */
  accessibilityProblems(page: Page): Promise<readonly string[]> {
    return this.judge.problemsOf(page);
  }

  /** The same of a page that needs JavaScript, without the rules that are named. */
  accessibilityProblemsInPlace(page: Page, without: readonly string[]): Promise<readonly string[]> {
    return this.judge.problemsInPlace(page, without);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  private async context({ javaScript = 'off', ...options }: VisitorOptions): Promise<BrowserContext> {
    const context = await this.browser.newContext({ ...options, javaScriptEnabled: javaScript === 'on', locale: 'en' });
    context.setDefaultTimeout(WAIT_MS);
    context.setDefaultNavigationTimeout(WAIT_MS);
    return context;
  }
}
