import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';

const [pack, unpack] = [promisify(gzip), promisify(gunzip)];

const CODE = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';

const FILES = {
  'swagger-ui.css': { from: 'swagger-ui-dist/swagger-ui.css', type: STYLE },
  'swagger-ui-bundle.js': { from: 'swagger-ui-dist/swagger-ui-bundle.js', type: CODE },
  'oauth2-redirect.js': { from: 'swagger-ui-dist/oauth2-redirect.js', type: CODE },
  'docs.css': { from: new URL('assets/docs.css', import.meta.url), type: STYLE },
  'docs.js': { from: new URL('assets/docs.js', import.meta.url), type: CODE },
} as const;

/** Name of a file that the page loads. */
export type FileName = keyof typeof FILES;

interface File {
  readonly type: string;
  readonly digest: string;
  readonly packed: Buffer;
}

/** The files of Swagger UI, from its package: none is read before somebody opens the page, and only the packed form is kept. */
@Injectable()
export class DocsFiles {
  private readonly files = new Map<FileName, Promise<File>>();

  /** Path of a file; its name holds a digest of what is in it, so that browsers may keep it for ever. */
  async path(name: FileName): Promise<string> {
    return `/docs/files/${(await this.file(name)).digest}/${name}`;
  }

  /** Null for what is no file of ours, or not as it is now. */
  async find(digest: string, name: string): Promise<File | null> {
    if (!isFile(name)) return null;
    const file = await this.file(name);
    return file.digest === digest ? file : null;
  }

  /** For the rare client that takes nothing packed. */
  unpacked({ packed }: File): Promise<Buffer> {
    return unpack(packed);
  }

  private file(name: FileName): Promise<File> {
    const known = this.files.get(name) ?? load(name);
    this.files.set(name, known);
    known.catch(() => this.files.delete(name));
    return known;
  }
}

async function load(name: FileName): Promise<File> {
  const { from, type } = FILES[name];
  const content = await readFile(typeof from === 'string' ? createRequire(import.meta.url).resolve(from) : from);
  const digest = createHash('sha256').update(content).digest('base64url').slice(0, 12);
  return { type, digest, packed: await pack(content, { level: 9 }) };
}

function isFile(name: string): name is FileName {
  return Object.hasOwn(FILES, name);
}
