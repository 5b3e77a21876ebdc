import { statSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const SCHEMES = ['light', 'dark'] as const;
const VIEWPORT = { width: 1_120, height: 760 };
const LARGEST_BYTES = 150_000;

/** A page to show, and what is to be done there first; without an address the page at which one is. */
export interface Sight {
  readonly name: string;
  readonly address?: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Pages that one person sees, who comes in by the address of `arrival`, a new one each time. */
export interface Tour {
  readonly arrival: () => string;
  readonly sights: readonly Sight[];
}

/** Takes pictures of pages in the light and in the dark scheme, `<name>-<scheme>.png` in its directory. */
export class Photographer {
  private constructor(
    private readonly browser: Browser,
    private readonly directory: string,
  ) {}

  static async start(directory: string): Promise<Photographer> {
    const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
    const args = ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'];
    return new Photographer(await chromium.launch({ executablePath, args }), directory);
  }

  async take({ arrival, sights }: Tour): Promise<void> {
    for (const colorScheme of SCHEMES) {
      const context = await this.browser.newContext({ colorScheme, viewport: VIEWPORT, javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(arrival());
      for (const { name, address, prepare } of sights) {
        if (address !== undefined) await page.goto(address);
        await prepare?.(page);
        await this.keep(page, `${name}-${colorScheme}.png`);
      }
      await context.close();
    }
  }

  stop(): Promise<void> {
    return this.browser.close();
  }

  private async keep(page: Page, name: string): Promise<void> {
    const file = path.join(this.directory, name);
    await page.screenshot({ path: file });
    const { size } = statSync(file);
    if (size > LARGEST_BYTES) throw new Error(`${name} has ${size} bytes, more than ${LARGEST_BYTES}`);
    process.stdout.write(`${name}, ${Math.round(size / 1_000)} kB\n`);
  }
}
