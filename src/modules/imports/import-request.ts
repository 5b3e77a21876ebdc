import { createHash } from 'node:crypto';
import { DomainError } from '../../platform/errors/index.js';
import { redirectTarget } from '../../platform/http/index.js';

const PATH = '/import';
const INSTALLATION_ID = /^[A-Za-z0-9_-]{1,128}$/;
const PRODUCT_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;
const LONGEST_STATE = 1_024;

type Parameters = Readonly<Record<string, unknown>>;

/** What Vercel asks for when it sends a customer here (contract, flows 8). Nothing of it is proven. */
export interface ImportRequest {
  readonly installationId: string;
  /** Null: the customer has not chosen a product. */
  readonly productId: string | null;
  /** Vercel's; of one state comes at most one resource. */
  readonly state: string;
  /** On Vercel's own pages. */
  readonly return: URL;
}

/** Reads query or form; `vercelUrl` is where the customer may be sent back to. @throws DomainError (400) */
export function readImportRequest(parameters: Parameters, vercelUrl: string): ImportRequest {
  const { installation_id: installationId, product_id: productId, state } = parameters;
  const back = redirectTarget(parameters['return'], [vercelUrl]);
  if (typeof installationId !== 'string' || !INSTALLATION_ID.test(installationId)) throw badLink('installation_id');
  if (productId !== undefined && (typeof productId !== 'string' || !PRODUCT_ID.test(productId)))
    throw badLink('product_id');
  if (typeof state !== 'string' || state === '' || state.length > LONGEST_STATE || !state.isWellFormed())
    throw badLink('state');
  if (back === null) throw badLink('return');
  return { installationId, productId: productId ?? null, state, return: back };
}

/** The same for the query of an address, or the hidden fields of a form. */
export function fieldsOf({ installationId, productId, state, return: back }: ImportRequest): Record<string, string> {
  const product = productId === null ? {} : { product_id: productId };
  return { installation_id: installationId, ...product, state, return: back.href };
}

/** The page with which this import goes on. */
export function pathOf(request: ImportRequest): string {
  return `${PATH}?${new URLSearchParams(fieldsOf(request)).toString()}`;
}

/** By which a repeat of an import is known. */
export function digestOf({ installationId, state }: ImportRequest): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(['import', installationId, state]))
    .digest();
}

/** Vercel's page, told which resource came of it. */
export function returnWith({ installationId, state, return: back }: ImportRequest, resourceId: string): URL {
  const target = new URL(back);
  target.searchParams.set('installation_id', installationId);
  target.searchParams.set('resource_id', resourceId);
  target.searchParams.set('state', state);
  return target;
}

function badLink(reason: string): DomainError {
  const message = 'This link is not complete or not valid. Please start the import again from Vercel.';
  return new DomainError('invalid', 'bad_import_link', 'The import cannot be read', { reason, user: { message } });
}
