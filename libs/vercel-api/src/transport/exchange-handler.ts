import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Breakage, Exchange } from './exchange.js';

const TIMEOUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT']);

/** Follows one request on the wire and settles exactly once with how far it came. */
export class ExchangeHandler implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private head: { readonly status: number; readonly headers: IncomingHttpHeaders } | undefined;
  private readonly chunks: Buffer[] = [];
  private size = 0;
  private settled = false;

  constructor(
    private readonly maxBytes: number,
    private readonly settle: (exchange: Exchange) => void,
  ) {}

  /** undici calls this right before it writes; whatever ended earlier is not written any more. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.settled) return controller.abort(new Error('ended before it was sent'));
    this.controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.head = { status, headers };
    if (Number(headers['content-length']) > this.maxBytes) this.breakOff('answer_too_large');
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size > this.maxBytes) return this.breakOff('answer_too_large');
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.head === undefined) return this.end('connection_lost');
    this.finish({ kind: 'answered', ...this.head, text: Buffer.concat(this.chunks).toString('utf8') });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error & { readonly code?: string }): void {
    if (TIMEOUTS.has(error.code ?? '')) return this.end('timed_out');
    this.end(this.controller === undefined ? 'connection_failed' : 'connection_lost');
  }

  /** Ends the exchange where it stands and closes its connection. */
  breakOff(why: Breakage): void {
    this.end(why);
    this.controller?.abort(new Error(why));
  }

  private end(why: Breakage): void {
    if (this.head !== undefined) return this.finish({ kind: 'answered', ...this.head, text: '', broken: why });
    this.finish({ kind: this.controller === undefined ? 'not-sent' : 'lost', why });
  }

  private finish(exchange: Exchange): void {
    if (this.settled) return;
    this.settled = true;
    this.settle(exchange);
  }
}
