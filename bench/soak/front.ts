import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Findings } from './findings.js';

/** What has been answered on routes of one kind. */
export interface Tally {
  readonly kind: string;
  readonly statuses: ReadonlyMap<number, number>;
  readonly waits: readonly number[];
}

interface Counted extends Tally {
  readonly statuses: Map<number, number>;
  readonly waits: number[];
}

/** Stands before servers as a platform does, gives each request to the next of them, and judges every answer. */
export class Front {
  private readonly servers: string[] = [];
  private readonly counted = new Map<string, Counted>();
  private turn = 0;

  private constructor(
    private readonly door: http.Server,
    private readonly findings: Findings,
  ) {
    door.on('request', (request: IncomingMessage, response: ServerResponse) => void this.pass(request, response));
  }

  static async open(findings: Findings): Promise<Front> {
    const door = http.createServer().listen(0, '127.0.0.1');
    await once(door, 'listening');
    return new Front(door, findings);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.door.address() as AddressInfo).port}`;
  }

  add(url: string): void {
    this.servers.push(url);
  }

  /** By kind of route. */
  tallies(): readonly Tally[] {
    return [...this.counted.values()].toSorted((a, b) => a.kind.localeCompare(b.kind));
  }

  async close(): Promise<void> {
    this.door.closeAllConnections();
    this.door.close();
    await once(this.door, 'close');
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request).catch(() => null);
    if (body === null) return;
    const { method = 'GET', url = '/', headers } = request;
    const server = this.servers[this.turn++ % this.servers.length] ?? '';
    const asked = performance.now();
    // A connection each: one that is kept may end just when the next request sets out on it, which says nothing of the server.
    const onward = http.request(server + url, { method, headers: { ...headers, connection: 'close' }, agent: false });
    onward.on('error', (error) => {
      this.findings.add(`${method} ${kindOf(url)} was not answered`, error.message);
      response.destroy();
    });
    onward.on('response', (answer) => {
      this.judge(`${method} ${kindOf(url)}`, answer, performance.now() - asked);
      response.writeHead(answer.statusCode ?? 502, { ...answer.headers, connection: 'keep-alive' });
      answer.pipe(response);
    });
    onward.end(body);
  }

  private judge(kind: string, { statusCode = 0, headers }: IncomingMessage, waitedMs: number): void {
    const counted = this.counted.get(kind) ?? { kind, statuses: new Map<number, number>(), waits: [] };
    this.counted.set(kind, counted);
    counted.statuses.set(statusCode, (counted.statuses.get(statusCode) ?? 0) + 1);
    counted.waits.push(waitedMs);
    if (statusCode < 500) return;
    if (statusCode !== 503) this.findings.add(`${kind} was answered by ${statusCode}`);
    else if (headers['retry-after'] === undefined) this.findings.add(`${kind} was answered by 503 without Retry-After`);
  }
}

/** A path without its query and its ids. */
function kindOf(url: string): string {
  const [path = ''] = url.split('?');
  return path.replaceAll(/\/(?:icfg|res|claim|mi|evt)_[^/]+/g, '/…').replaceAll(/\/[0-9a-f-]{36}/g, '/…');
}
