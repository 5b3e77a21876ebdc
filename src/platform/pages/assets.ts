import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';

const FILES: Readonly<Record<string, { readonly from: string | URL; readonly type: string }>> = {
  'pico.css': { from: '@picocss/pico/css/pico.fluid.classless.min.css', type: 'text/css; charset=utf-8' },
  'pages.css': { from: new URL('assets/pages.css', import.meta.url), type: 'text/css; charset=utf-8' },
  'icon.svg': { from: new URL('assets/icon.svg', import.meta.url), type: 'image/svg+xml' },
};

/** A file for browsers, as it is and packed. */
interface Asset {
  readonly type: string;
  readonly content: Buffer;
  readonly packed: Buffer;
}

/** The files that pages use, read once; the name of each holds a digest of what is in it, so that browsers may keep it for ever. */
@Injectable()
export class Assets {
  private readonly paths = new Map<string, string>();
  private readonly files = new Map<string, Asset>();

  constructor() {
    const { resolve } = createRequire(import.meta.url);
    for (const [name, { from, type }] of Object.entries(FILES)) {
      const content = readFileSync(typeof from === 'string' ? resolve(from) : from);
      const digest = createHash('sha256').update(content).digest('base64url').slice(0, 12);
      const file = name.replace('.', `.${digest}.`);
      this.files.set(file, { type, content, packed: gzipSync(content, { level: 9 }) });
      this.paths.set(name, `/assets/${file}`);
    }
  }

  /** Path of a file by its plain name. */
  path(name: string): string {
    const path = this.paths.get(name);
    if (path === undefined) throw new Error(`There is no asset ${name}`);
    return path;
  }

  /** The file of a name with its digest. */
  find(file: string): Asset | null {
    return this.files.get(file) ?? null;
  }
}
