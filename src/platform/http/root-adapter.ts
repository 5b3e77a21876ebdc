import type { RequestListener } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import { boundedServer } from './connections.js';

type Handler = Parameters<ExpressAdapter['setNotFoundHandler']>[0];

/**
 * Tells failures from the root even where all routes lie below a path prefix: what is outside gets the usual error body,
 * too, and inside the path stays whole, as the routes are written. Its connections are bounded.
 */
export class RootAdapter extends ExpressAdapter {
  override initHttpServer(): void {
    this.httpServer = boundedServer(this.getInstance<RequestListener>());
  }

  override setNotFoundHandler(handler: Handler): void {
    super.setNotFoundHandler(handler);
  }

  override setErrorHandler(handler: Handler): void {
    super.setErrorHandler(handler);
  }
}
