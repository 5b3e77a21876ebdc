import { createHmac, randomBytes } from 'node:crypto';

/** What was tried to deliver a webhook; `status` null: no answer came. */
export interface WebhookAttempt {
  readonly at: Date;
  readonly status: number | null;
}

/** `waiting`: to be tried at `dueAt`; `dropped`: given up after 24 hours, for good. */
type WebhookState = 'delivered' | 'waiting' | 'dropped';

/** A webhook as it was sent, and how far it has come. */
export interface SentWebhook {
  readonly id: string;
  readonly type: string;
  /** The bytes of every attempt. */
  readonly body: string;
  readonly attempts: readonly WebhookAttempt[];
  readonly state: WebhookState;
  readonly dueAt: Date | null;
}

/** What may be told about an event beside its type and payload. */
export interface WebhookOptions {
  /** Delivery id, to send one again as if it were new to Vercel. */
  readonly id?: string;
  /** When it happened (now). */
  readonly createdAt?: Date;
  /** How often it is delivered, all at once (1). */
  readonly copies?: number;
}

/** Vercel gives up so long after the first attempt (webhooks 1). */
const GIVE_UP_MS = 24 * 3_600_000;
/** Vercel's own intervals are not published. */
const FIRST_PAUSE_MS = 15_000;

/** A webhook with its own record of attempts. */
export class Webhook implements SentWebhook {
  readonly attempts: WebhookAttempt[] = [];
  readonly body: string;
  state: WebhookState = 'waiting';
  dueAt: Date | null;

  private constructor(
    readonly id: string,
    readonly type: string,
    envelope: object,
    private readonly firstAt: Date,
  ) {
    this.body = JSON.stringify(envelope);
    this.dueAt = firstAt;
  }

  static of(type: string, payload: object, options: WebhookOptions, now: Date): Webhook {
    const id = options.id ?? `evt_${randomBytes(12).toString('hex')}`;
    const createdAt = (options.createdAt ?? now).getTime();
    return new Webhook(id, type, { id, type, createdAt, payload, region: null }, now);
  }

  /** As Vercel signs: HMAC-SHA1 over the bytes, in hexadecimal digits. */
  signature(secret: string): string {
    return createHmac('sha1', secret).update(this.body).digest('hex');
  }

  /** Anything but a 2xx is followed by another attempt, each pause twice the one before. */
  note(attempt: WebhookAttempt): void {
    this.attempts.push(attempt);
    const delivered = attempt.status !== null && attempt.status >= 200 && attempt.status < 300;
    if (delivered) this.end('delivered');
    if (this.state !== 'waiting') return;
    const due = new Date(attempt.at.getTime() + FIRST_PAUSE_MS * 2 ** (this.attempts.length - 1));
    if (due.getTime() - this.firstAt.getTime() > GIVE_UP_MS) this.end('dropped');
    else this.dueAt = due;
  }

  private end(state: WebhookState): void {
    this.state = state;
    this.dueAt = null;
  }
}
