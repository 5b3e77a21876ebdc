import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { VercelSimulator } from '#libs/vercel-simulator';
import { until } from '../../support/until.js';

const TRY_AGAIN_MS = 20;

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Teams that buy and look without a pause, each on a kept connection of its own, and try again what failed, as Vercel does. */
export class Customers {
  /** How often which status was heard, or what broke. */
  readonly heard = new Map<number | string, number>();
  /** The ids of what was bought. */
  readonly bought: string[] = [];
  private readonly leaving = new AbortController();
  private readonly done: Promise<unknown>;

  private constructor(
    private readonly url: string,
    private readonly vercel: VercelSimulator,
    installations: readonly string[],
  ) {
    this.done = Promise.all(installations.map((id) => this.shop(id)));
  }

  /** So many teams arrive, and go on until they are sent home. */
  static async arrive(teams: number, url: string, vercel: VercelSimulator): Promise<Customers> {
    vercel.usePartner(url);
    const installations: string[] = [];
    for (let team = 1; team <= teams; team += 1) {
      installations.push((await vercel.team(`Team ${team} ${randomUUID()}`).install()).id);
    }
    return new Customers(url, vercel, installations);
  }

  /** Resolves once they have bought so much more. */
  async goOn(purchases: number): Promise<void> {
    const wanted = this.bought.length + purchases;
    await until(() => this.bought.length >= wanted);
  }

  /** Resolves when each has what it had begun to buy. */
  async goHome(): Promise<void> {
    this.leaving.abort();
    await this.done;
  }

  private async shop(installationId: string): Promise<void> {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const path = `/v1/installations/${installationId}/resources`;
    const asSystem = { authorization: `Bearer ${this.vercel.tokens.system({ installationId })}` };
    while (!this.leaving.signal.aborted) {
      const { id } = await this.insist(agent, this.purchase(path, installationId));
      this.bought.push(String(id));
      await this.insist(agent, { method: 'GET', path: `${path}/${String(id)}`, headers: asSystem });
    }
    agent.destroy();
  }

  private purchase(path: string, installationId: string): Call {
    const headers = {
      authorization: `Bearer ${this.vercel.tokens.user({ installationId })}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    const body = JSON.stringify({ productId: 'shop', billingPlanId: 'free', name: 'db', metadata: {} });
    return { method: 'POST', path, headers, body };
  }

  private async insist(agent: http.Agent, call: Call): Promise<Record<string, unknown>> {
    for (;;) {
      const { result, text } = await this.send(agent, call);
      this.heard.set(result, (this.heard.get(result) ?? 0) + 1);
      if (result === 200) return JSON.parse(text) as Record<string, unknown>;
      await pause(TRY_AGAIN_MS);
    }
  }

  private send(agent: http.Agent, call: Call): Promise<{ result: number | string; text: string }> {
    const { promise, resolve } = Promise.withResolvers<{ result: number | string; text: string }>();
    const broke = (error: NodeJS.ErrnoException): void => resolve({ result: error.code ?? error.message, text: '' });
    const request = http.request(
      this.url + call.path,
      { method: call.method, headers: call.headers, agent },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('error', broke).on('end', () => resolve({ result: answer.statusCode ?? 0, text }));
      },
    );
    request.on('error', broke).end(call.body);
    return promise;
  }
}
