import { randomUUID } from 'node:crypto';
import { sign, signingKey } from '#libs/standard-webhooks';
import { DRIVER_SECRET } from '../../support/provider/index.js';
import type { FuzzShop } from './fuzz-shop.js';
import type { Ground, Subject, Unsigned } from './ground.js';
import { KNOWN } from './known.js';

const HOUR_MS = 3_600_000;
const OTHER_SECRET = `whsec_${Buffer.alloc(32, 6).toString('base64')}`;

/** A product that has accepted work, and reports the end of it. */
export class DriverGround implements Ground {
  readonly known = {
    ...KNOWN,
    operationId: ['{{operation}}', 'none'],
    resourceId: ['{{resourceId}}', '{{other.resourceId}}'],
    status: ['ready', 'onboarding', 'gone', 'failed'],
  };

  constructor(private readonly fuzz: FuzzShop) {}

  get url(): string {
    return this.fuzz.shop.server.url;
  }

  callersOf(): readonly string[] {
    return ['product', 'late product', 'other product', 'nobody', 'half'];
  }

  signed(caller: string, { body }: Unsigned): Readonly<Record<string, string>> {
    if (caller === 'nobody') return {};
    const at = new Date(Date.now() - (caller === 'late product' ? HOUR_MS : 0));
    const secret = caller === 'other product' ? OTHER_SECRET : DRIVER_SECRET;
    const headers = sign({ id: `msg_${randomUUID()}`, at, body: body ?? '' }, [signingKey(secret)]);
    return caller === 'half' ? { 'webhook-id': headers['webhook-id'] } : { ...headers };
  }

  async subjectFor(): Promise<Subject> {
    const [team, other] = [await this.fuzz.team(), await this.fuzz.team()];
    const order = { product: 'door', plan: 'door-free', name: 'main' };
    await team.provision(order);
    await other.provision(order);
    const calls = this.fuzz.service.requests.slice(-2).map(({ body }) => JSON.parse(body) as Call);
    const [own, foreign] = calls;
    return {
      operation: own?.callback.operationId ?? '',
      resourceId: own?.resource.id ?? '',
      'other.operation': foreign?.callback.operationId ?? '',
      'other.resourceId': foreign?.resource.id ?? '',
    };
  }

  /** What has ended once is never open again. */
  isUsedUp(): boolean {
    return true;
  }
}

interface Call {
  readonly resource: { readonly id: string };
  readonly callback: { readonly operationId: string };
}
