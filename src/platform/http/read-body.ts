import express, { type Request, type Response } from 'express';
import { DomainError, Unreadable } from '../errors/index.js';
import type { AppRequest } from './app-request.js';
import { parseJsonObject } from './json-body.js';
import { mediaTypeOf } from './media-type.js';

/** The largest body that is read, in bytes after decompression, unless a route says otherwise. */
export const MAX_BODY_BYTES = 256 * 1_024;

/** The bytes of a request's body, read at the first call; empty when it has none. */
export async function rawBodyOf(request: AppRequest, response: Response, limit = MAX_BODY_BYTES): Promise<Buffer> {
  request.rawBody ??= await readRawBody(request, response, limit);
  return request.rawBody;
}

async function readRawBody(request: Request, response: Response, limit: number): Promise<Buffer> {
  const readRaw = express.raw({ type: () => true, limit });
  await new Promise<void>((resolve, reject) => {
    readRaw(request, response, (error?: unknown) =>
      error === undefined || error === null ? resolve() : reject(asFact(error, limit)),
    );
  });
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

/** The JSON object in a body; an absent body reads as an empty object where `absent` allows that. */
export function readJson(request: Request, raw: Buffer, absent: 'allowed' | 'refused'): Record<string, unknown> {
  if (raw.length === 0 && absent === 'allowed') return {};
  if (raw.length === 0) throw new Unreadable('The request needs a JSON body');
  if (mediaTypeOf(request.headers['content-type']) !== 'application/json') {
    throw new DomainError('wrong-type', 'unsupported_media_type', 'The body must be application/json');
  }
  return parseJsonObject(raw);
}

/** body-parser's errors carry a status and a type. */
function asFact(error: unknown, limit: number): unknown {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : null;
  if (status === 413)
    return new DomainError('too-large', 'payload_too_large', `The body is larger than ${limit} bytes`);
  if (status === 415)
    return new DomainError('wrong-type', 'unsupported_media_type', 'The content encoding is not supported');
  if (status === 400) return new Unreadable('The body could not be read');
  return error;
}
