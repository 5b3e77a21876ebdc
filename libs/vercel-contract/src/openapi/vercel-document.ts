import { OpenApiDocument } from './openapi-document.js';
import { readSpec } from './spec-file.js';
import { amendVercelDocument } from './vercel-amendments.js';

let loaded: OpenApiDocument | undefined;

/** The Vercel API (the provider to Vercel), half a megabyte read when first asked for. */
export function vercelDocument(): OpenApiDocument {
  loaded ??= new OpenApiDocument(amendVercelDocument(JSON.parse(readSpec('vercel-api.openapi.json'))));
  return loaded;
}
