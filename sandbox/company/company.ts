import { randomUUID } from 'node:crypto';
import type { VercelSimulator } from '#libs/vercel-simulator';

/** What the app has answered. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Where the app is, and with which keys its company calls it. */
export interface CompanyParts {
  readonly url: string;
  readonly adminKey: string;
  readonly usageKey: string;
  readonly vercel: VercelSimulator;
}

/** The company that runs the app: its operators, and the services that measure what its customers use. */
export class Company {
  constructor(private readonly parts: CompanyParts) {}

  /** A call of the admin API, such as `GET /admin/v1/installations`. */
  operate(call: string, body?: object): Promise<Answer> {
    return this.send(call, this.parts.adminKey, body);
  }

  /** Tells the usage API what a resource used of some meters, just now; under ids of its own unless one is given. */
  tellUsage(resourceId: string, amounts: Readonly<Record<string, string>>, id: string = randomUUID()): Promise<Answer> {
    const time = this.parts.vercel.clock.now().toISOString();
    const events = Object.entries(amounts).map(([type, value]) => ({
      specversion: '1.0',
      id: `${id}-${type}`,
      source: 'urn:sandbox:meter',
      type,
      subject: resourceId,
      time,
      data: { value },
    }));
    return this.send('POST /usage/v1/events', this.parts.usageKey, events);
  }

  /** Lets time go by, at Vercel as in the app: an ISO duration such as `PT1H`. */
  async pass(duration: string): Promise<void> {
    const { status } = await this.operate('POST /admin/v1/clock', { advance: duration });
    if (status !== 200) throw new Error(`the app's clock could not be moved: ${status}`);
    this.parts.vercel.clock.advance(duration);
  }

  private async send(call: string, key: string, body?: object): Promise<Answer> {
    const [method = '', path = ''] = call.split(' ');
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    const answer = await fetch(`${this.parts.url}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  }
}
