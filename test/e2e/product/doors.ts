import { fileURLToPath } from 'node:url';
import type { Team } from '#libs/vercel-simulator';
import { sign, signingKey } from '#libs/standard-webhooks';
import { ForgetOperations } from '../../../src/modules/resources/jobs/forget-operations.job.js';
import { CallbackRelay, DRIVER_SECRET } from '../../support/provider/index.js';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { operatorAt } from '../admin/operator.js';
import { Pushes } from '../pushes/pushes.js';

const CATALOG = fileURLToPath(new URL('../../../examples/catalog.yaml', import.meta.url));

/** A report as a product makes it; what is left out is done right. */
export interface Report {
  readonly body: object | string;
  readonly secret?: string;
  readonly messageId?: string;
  readonly at?: Date;
}

/** A server that sells what a service makes, and the way from that service back. */
export class Doors {
  private messages = 0;

  private constructor(
    readonly shop: Shop,
    readonly pushes: Pushes,
    private readonly relay: CallbackRelay,
  ) {}

  /** `secrets` as configured. */
  static async open(serviceUrl: string, secrets: string = DRIVER_SECRET): Promise<Doors> {
    const relay = await CallbackRelay.start();
    const env = {
      CATALOG_FILE: CATALOG,
      PUBLIC_URL: relay.url,
      HTTP_DRIVER_URL: serviceUrl,
      HTTP_DRIVER_SECRET: secrets,
    };
    const shop = await Shop.open({ env });
    relay.to(shop.server.url);
    return new Doors(shop, new Pushes(shop), relay);
  }

  /** A server without such a product, and without its secret. */
  static async closed(): Promise<Doors> {
    const shop = await Shop.open();
    return new Doors(shop, new Pushes(shop), await CallbackRelay.start());
  }

  async team(): Promise<Team> {
    return this.pushes.team();
  }

  buy(team: Team) {
    return team.provision({ product: 'door', plan: 'free', name: 'main' });
  }

  /** Reports as a product does, with what the test wants to be different. */
  report(operationId: string, { body, secret, messageId, at = new Date() }: Report): Promise<Response> {
    this.messages += 1;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const message = { id: messageId ?? `msg_${this.messages}`, at, body: text };
    return this.post(operationId, text, { ...sign(message, [signingKey(secret ?? DRIVER_SECRET)]) });
  }

  post(operationId: string, body: string, headers: Record<string, string>): Promise<Response> {
    return fetch(`${this.shop.server.url}/drivers/v1/callbacks/${operationId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  }

  /** What an operator does about a resource that was given up. */
  retry(id: string) {
    const ask = operatorAt(this.shop.server.url, 'admin-key-of-the-tests');
    return ask(`POST /resources/${id}/retry`, { reason: 'there is room again' });
  }

  async state(id: string): Promise<string | undefined> {
    const [row] = await this.shop.sql<{ state: string }>('SELECT state FROM resources WHERE id = $1', [id]);
    return row?.state;
  }

  untilState(id: string, state: string): Promise<void> {
    return until(async () => (await this.state(id)) === state);
  }

  /** What has been written down about a resource, in order. */
  async actions(id: string): Promise<readonly string[]> {
    const rows = await this.shop.sql<{ action: string }>(
      'SELECT action FROM audit_entries WHERE subject = $1 ORDER BY at',
      [id],
    );
    return rows.map(({ action }) => action);
  }

  /** What the hourly tick does. */
  forget(): Promise<void> {
    return this.shop.server.app.get(ForgetOperations, { strict: false }).run();
  }

  async close(): Promise<void> {
    await this.shop.close();
    await this.relay.stop();
  }
}
