import { Agent } from 'undici';
import type { ApiLimits } from '../limits.js';
import type { Exchange, WireRequest } from './exchange.js';
import { ExchangeHandler } from './exchange-handler.js';

/** One pool of kept-alive connections; it follows no redirect and repeats nothing. */
export class Transport {
  private readonly agent: Agent;

  constructor(
    private readonly userAgent: string,
    private readonly limits: ApiLimits,
  ) {
    this.agent = new Agent({
      connections: limits.connections,
      // One call per connection: what breaks a connection leaves the outcome of that call alone unknown.
      pipelining: 1,
      allowH2: false,
      connect: { timeout: limits.connectMs },
      headersTimeout: limits.headersMs,
      bodyTimeout: limits.bodyMs,
    });
  }

  /** Sends a request once and tells how far it came; without a token where it is null. */
  send(request: WireRequest, token: string | null): Promise<Exchange> {
    return new Promise((resolve) => {
      const handler = new ExchangeHandler(this.limits.answerBytes, (exchange) => {
        clearTimeout(deadline);
        resolve(exchange);
      });
      const deadline = setTimeout(() => handler.breakOff('timed_out'), this.limits.totalMs);
      this.dispatch(request, token, handler);
    });
  }

  /** Ends all connections; calls under way are told as broken. */
  close(): Promise<void> {
    return this.agent.destroy();
  }

  private dispatch(request: WireRequest, token: string | null, handler: ExchangeHandler): void {
    const { method, url, body, contentType = 'application/json' } = request;
    const headers = {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      accept: 'application/json',
      'user-agent': this.userAgent,
      ...(body === undefined ? {} : { 'content-type': contentType }),
    };
    const target = { origin: url.origin, path: `${url.pathname}${url.search}`, method, headers, body: body ?? null };
    try {
      this.agent.dispatch(target, handler);
    } catch {
      handler.breakOff('connection_failed');
    }
  }
}
