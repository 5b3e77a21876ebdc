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

  private foreign: Promise<Call> | undefined;

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
    this.foreign ??= this.ordered();
    const [own, foreign] = [await this.ordered(), await this.foreign];
    return {
      operation: own.callback.operationId,
      resourceId: own.resource.id,
      'other.operation': foreign.callback.operationId,
      'other.resourceId': foreign.resource.id,
    };
  }

  /** What has ended once is never open again. */
  isUsedUp(): boolean {
    return true;
  }

  /** What the product was asked by a customer of its own. */
  private async ordered(): Promise<Call> {
    const team = await this.fuzz.team();
    const { id } = await team.provision({ product: 'door', plan: 'door-free', name: 'main' });
    const call = this.fuzz.service.requests.findLast(({ body }) => body.includes(id));
    return JSON.parse(call?.body ?? 'null') as Call;
  }
}

interface Call {
  readonly resource: { readonly id: string };
  readonly callback: { readonly operationId: string };
}
