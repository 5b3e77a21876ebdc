import { fileURLToPath } from 'node:url';
import type { Team } from '#libs/vercel-simulator';
import { DRIVER_SECRET, FaultyService } from '../../support/provider/index.js';
import { Shop } from '../../support/shop/index.js';
import type { Subject } from './ground.js';

/** Keys as they are configured, by what they are for. */
export const KEYS = {
  usage: 'usage-key-of-the-fuzzer',
  all: 'the-key-of-an-operator',
  read: 'the-key-of-a-reader',
  operate: 'the-key-of-an-engineer',
  money: 'the-key-of-a-payer',
  secrets: 'the-key-of-a-keeper',
};

/** The pool is larger than what is asked at once, so that nobody is refused for want of a connection on a slow machine. */
const ENV = {
  DATABASE_POOL_SIZE: '20',
  CATALOG_FILE: fileURLToPath(new URL('../catalog.yaml', import.meta.url)),
  USAGE_API_KEYS: `meter:${KEYS.usage}`,
  ADMIN_API_KEYS: [
    `operator:${KEYS.all}`,
    `reader[read]:${KEYS.read}`,
    `engineer[operate]:${KEYS.operate}`,
    `payer[money]:${KEYS.money}`,
    `keeper[secrets]:${KEYS.secrets}`,
  ].join(','),
  HTTP_DRIVER_SECRET: DRIVER_SECRET,
};

interface Owner {
  readonly team: Team;
  /** Of what it owns. */
  readonly id: string;
}

/** A server that sells what `catalog.yaml` has, with teams that Vercel knows. */
export class FuzzShop {
  private teams = 0;
  private other: Promise<Owner> | undefined;

  private constructor(
    readonly shop: Shop,
    /** What makes doors. */
    readonly service: FaultyService,
  ) {}

  static async open(): Promise<FuzzShop> {
    const service = await FaultyService.start();
    service.answerBy((response) => response.writeHead(202).end());
    const shop = await Shop.open({ workers: 'off', env: { ...ENV, HTTP_DRIVER_URL: service.url } });
    return new FuzzShop(shop, service);
  }

  async team(): Promise<Team> {
    this.teams += 1;
    const team = this.shop.server.vercel.team(`Team ${this.teams}`);
    await team.install();
    return team;
  }

  /** A new team with a resource, beside another one that is there for all. */
  async pair(): Promise<{ readonly team: Team; readonly subject: Subject }> {
    this.other ??= this.owner();
    const [{ team, id }, other] = [await this.owner(), await this.other];
    const subject = {
      installationId: team.installation().id,
      resourceId: id,
      productSlug: 'shop',
      'other.installationId': other.team.installation().id,
      'other.resourceId': other.id,
      'other.productSlug': 'door',
    };
    return { team, subject };
  }

  /** A new team with a resource. */
  async owner(): Promise<Owner> {
    const team = await this.team();
    const { id } = await team.provision({ product: 'shop', plan: 'pro', name: 'main' });
    return { team, id };
  }

  async close(): Promise<void> {
    await this.shop.close();
    await this.service.stop();
  }
}
