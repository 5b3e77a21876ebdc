import type { RequestListener } from 'node:http';
import { StreamableFile } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Response } from 'express';
import { boundedServer } from './connections.js';
import { Rendered } from './rendered.js';

type Handler = Parameters<ExpressAdapter['setNotFoundHandler']>[0];

/**
 * Tells failures from the root even where all routes lie below a path prefix: what is outside gets the usual error body,
 * too, and inside the path stays whole, as the routes are written. Its connections are bounded.
 */
export class RootAdapter extends ExpressAdapter {
  override initHttpServer(): void {
    this.httpServer = boundedServer(this.getInstance<RequestListener>());
  }

  /** Objects go out as the JSON they are: by way of Express, a condition in the request could turn an answer into 304. */
  override reply(response: Response, body: unknown, statusCode?: number): void {
    if (body instanceof Rendered) return send(response, body);
    if (!isJsonBody(body)) return void super.reply(response, body, statusCode);
    if (statusCode !== undefined) response.statusCode = statusCode;
    const text = JSON.stringify(body);
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Content-Length', Buffer.byteLength(text));
    response.end(text);
  }

  override setNotFoundHandler(handler: Handler): void {
    super.setNotFoundHandler(handler);
  }

  override setErrorHandler(handler: Handler): void {
    super.setErrorHandler(handler);
  }
}

function send(response: Response, { status, headers, text }: Rendered): void {
  response.status(status).set({ ...headers, 'Content-Length': String(Buffer.byteLength(text)) });
  response.end(text);
}

function isJsonBody(body: unknown): body is object {
  if (typeof body !== 'object' || body === null) return false;
  return !(body instanceof StreamableFile) && !ArrayBuffer.isView(body);
}
