import { parse } from 'yaml';
import { OpenApiDocument } from './openapi-document.js';
import { amendPartnerDocument } from './partner-amendments.js';
import { readSpec } from './spec-file.js';

let loaded: OpenApiDocument | undefined;

/** The partner API (Vercel to the provider), read when first asked for. */
export function partnerDocument(): OpenApiDocument {
  loaded ??= new OpenApiDocument(amendPartnerDocument(parse(readSpec('partner-api.openapi.yaml'))));
  return loaded;
}
