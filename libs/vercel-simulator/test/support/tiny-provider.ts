import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the provider saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown> | undefined;
}

/** An answer that replaces the provider's own; 'cut' closes the connection after the request was taken. */
export type Scripted =
  { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> } | 'cut' | 'hang';

const PLANS = ['free', 'pro'].map((id) => ({ id, type: 'subscription', name: id, description: `The ${id} plan` }));
const CREDITS = {
  id: 'credits',
  type: 'prepayment',
  name: 'Credits',
  description: 'Paid before',
  minimumAmount: '1.00',
  maximumAmount: '500.00',
  maximumAmountAutoPurchasePerPeriod: '40.00',
};
const ROUTE =
  /^\/vercel\/v1\/(products|installations)\/([^/?]+)(?:\/(plans|resources))?(?:\/([^/?]+))?(?:\/(plans|repl|secrets\/rotate))?(\?.*)?$/;

/** A small provider: one product, resources in memory, under a path prefix. */
export class TinyProvider {
  readonly seen: SeenRequest[] = [];
  readonly resources = new Map<string, Record<string, unknown>>();
  /** What is waited for before the next answer. */
  before: (() => Promise<unknown>) | undefined;
  /** Whether purchases are answered by 503. */
  refusesPurchases = false;
  private grants = 0;
  private readonly script: Scripted[] = [];
  private readonly server: Server = createServer((request, response) => void this.serve(request, response));

  static async start(): Promise<TinyProvider> {
    const provider = new TinyProvider();
    await new Promise<void>((resolve) => provider.server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/vercel`;
  }

  /** Answers the next requests so instead. */
  answerNext(...answers: readonly Scripted[]): void {
    this.script.push(...answers);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const body = text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>);
    const seen = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
    this.seen.push(seen);
    const first = this.before;
    this.before = undefined;
    await first?.();
    const answer = this.script.shift() ?? this.answer(seen);
    if (answer === 'hang') return;
    if (answer === 'cut') return void response.destroy();
    const typed = answer.body === undefined ? {} : { 'content-type': 'application/json' };
    response.writeHead(answer.status, { ...typed, ...answer.headers });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  }

  private answer({ method, url, body = {} }: SeenRequest): Exclude<Scripted, string> {
    const [, , , part, id = '', tail] = ROUTE.exec(url) ?? [];
    if (url.endsWith('/billing/provision')) return this.grant();
    if (part === 'plans' || tail === 'plans') return { status: 200, body: { plans: PLANS } };
    if (tail === 'repl')
      return { status: 200, body: [{ type: 'paragraph', children: [{ type: 'text', text: String(body['input']) }] }] };
    if (tail === 'secrets/rotate')
      return { status: 200, body: { sync: true, secrets: [{ name: 'URL', value: `rotated-${this.seen.length}` }] } };
    if (part === 'resources') return this.resource(method, id, body);
    if (method === 'GET') return { status: 200, body: { billingPlan: PLANS[1] } };
    return method === 'DELETE' ? { status: 200, body: { finalized: true } } : { status: 204 };
  }

  /** The balances after a purchase, each later and higher than the one before. */
  private grant(): Exclude<Scripted, string> {
    if (this.refusesPurchases) return { status: 503, body: { error: { code: 'unavailable', message: 'later' } } };
    this.grants += 1;
    const timestamp = new Date(this.grants).toISOString();
    const balances = [{ resourceId: 'res_1', currencyValueInCents: 2_500 * this.grants }];
    return { status: 200, body: { timestamp, balances } };
  }

  private resource(method: string, id: string, body: Record<string, unknown>): Exclude<Scripted, string> {
    if (method === 'POST') return this.provision(body);
    if (id === '') return { status: 200, body: { resources: [...this.resources.values()] } };
    const resource = this.resources.get(id);
    if (!resource) return { status: 404, body: { error: { code: 'not_found', message: 'no such resource' } } };
    if (method === 'DELETE') this.resources.delete(id);
    if (method === 'DELETE') return { status: 204 };
    const { name = resource['name'], billingPlanId } = body;
    const billingPlan = PLANS.find((plan) => plan.id === billingPlanId) ?? resource['billingPlan'];
    this.resources.set(id, { ...resource, name, billingPlan });
    return { status: 200, body: this.resources.get(id) };
  }

  private provision({ productId, name, metadata, billingPlanId }: Record<string, unknown>): Exclude<Scripted, string> {
    const id = `res_${this.resources.size + 1}`;
    const billingPlan = [...PLANS, CREDITS].find((plan) => plan.id === billingPlanId);
    const resource = { id, productId, name, metadata, status: 'ready', billingPlan };
    this.resources.set(id, resource);
    return { status: 200, body: { ...resource, secrets: [{ name: 'URL', value: `secret-of-${id}` }] } };
  }
}
