import { readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { Injectable } from '@nestjs/common';
import { Settings } from '../config/index.js';

/** The documents by name, as the page offers them. */
export const DOCUMENTS = {
  admin: 'Admin',
  partner: 'Partner',
  usage: 'Usage',
  driver: 'Driver',
} as const;

/** Name of a document. */
export type DocumentName = keyof typeof DOCUMENTS;

/** What is changed of a document that is checked in. */
interface Checked {
  readonly security: readonly object[];
  readonly components: { readonly securitySchemes: object };
}

const OIDC = {
  type: 'openIdConnect',
  description: "The operators' login; the scopes of the token are those of its roles.",
} as const;

/** Reads the documents that are checked in (`docs/openapi`), at each request since hardly anybody asks. */
@Injectable()
export class Documents {
  constructor(private readonly settings: Settings) {}

  /** A document with the address of this server, and with the login of operators where there is one. */
  async read(name: DocumentName): Promise<object> {
    const document = JSON.parse(await readFile(folder(`${name}.json`), 'utf8')) as Checked;
    const servers = [{ url: this.settings.http.publicUrl, description: 'This server' }];
    const { login } = this.settings.docs;
    return { ...document, servers, ...(name === 'admin' && login !== null ? withLogin(document, login.issuer) : {}) };
  }
}

/** Whether there is a document of this name. */
export function isDocument(name: unknown): name is DocumentName {
  return typeof name === 'string' && Object.hasOwn(DOCUMENTS, name);
}

function folder(file: string): URL {
  const root = findPackageJSON('..', import.meta.url);
  return new URL(`docs/openapi/${file}`, `file://${root}`);
}

function withLogin({ security, components }: Checked, issuer: string): Checked {
  const openIdConnectUrl = `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
  const securitySchemes = { ...components.securitySchemes, oidc: { ...OIDC, openIdConnectUrl } };
  return { security: [...security, { oidc: [] }], components: { ...components, securitySchemes } };
}
