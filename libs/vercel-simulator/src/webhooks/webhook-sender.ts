import { setTimeout as pause } from 'node:timers/promises';
import { callHttp, NoAnswer } from '../partner/http-call.js';
import type { SimulatorClock } from '../simulator-clock.js';
import { type SentWebhook, Webhook, type WebhookOptions } from './webhook.js';

/** In which order webhooks that were held back are sent; one after the other. */
export type ReleaseOrder = 'as-sent' | 'reversed';

/** What the sender works with. */
export interface WebhookSenderParts {
  readonly clock: SimulatorClock;
  readonly clientSecret: string;
  /** The provider's base URL, path prefix included. */
  readonly target: () => string;
}

/** An event of a burst. */
export interface BurstEvent extends WebhookOptions {
  readonly type: string;
  readonly payload: object;
}

/** The path that is set in the integration console of this Vercel. */
const PATH = '/webhooks/vercel';
/** Without an answer by then the attempt has failed (webhooks 1). */
const TIMEOUT_MS = 30_000;

/** Sends webhooks as Vercel does: signed, at least once, in no order that could be relied on. */
export class WebhookSender {
  /** Everything that was sent, oldest first. */
  readonly sent: Webhook[] = [];
  private held: Webhook[] | undefined;
  private copies = 1;
  private secret: string;
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly parts: WebhookSenderParts) {
    this.secret = parts.clientSecret;
  }

  /** Makes the first attempt; what fails is tried again when the clock has come to its time. Held back: makes none yet. */
  async send(type: string, payload: object, options: WebhookOptions = {}): Promise<SentWebhook> {
    const webhook = Webhook.of(type, payload, options, this.parts.clock.now());
    this.sent.push(webhook);
    if (this.held !== undefined) this.held.push(webhook);
    else await this.attempt(webhook, options.copies ?? this.copies);
    return webhook;
  }

  /** Sends many, evenly over time at so many a second; resolves when each has had its first attempt. */
  async burst(events: readonly BurstEvent[], options: { readonly perSecond: number }): Promise<readonly SentWebhook[]> {
    const started = performance.now();
    const sent = events.map(async ({ type, payload, ...rest }, index) => {
      await pause(Math.max(0, started + (index * 1_000) / options.perSecond - performance.now()));
      return this.send(type, payload, rest);
    });
    return Promise.all(sent);
  }

  /** Delivers each so many times from here on, all at once; 1 ends that. */
  multiply(copies: number): void {
    this.copies = copies;
  }

  /** Keeps back what is sent from here on. */
  hold(): void {
    this.held ??= [];
  }

  /** Sends what was held back. */
  async release(order: ReleaseOrder = 'as-sent'): Promise<void> {
    const held = this.held ?? [];
    this.held = undefined;
    for (const webhook of order === 'reversed' ? held.toReversed() : held) await this.attempt(webhook, 1);
  }

  /** Makes the attempts whose time has come. */
  async deliverDue(): Promise<void> {
    const now = this.parts.clock.now();
    const due = this.sent.filter(({ dueAt, attempts }) => attempts.length > 0 && dueAt !== null && dueAt <= now);
    await Promise.all(due.map((webhook) => this.attempt(webhook, 1)));
  }

  /** Signs with another client secret from here on, as after a rotation in the console. */
  useSecret(secret: string): void {
    this.secret = secret;
  }

  /** Makes no attempt any more by itself. */
  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private async attempt(webhook: Webhook, copies: number): Promise<void> {
    const statuses = await Promise.all(Array.from({ length: copies }, () => this.deliver(webhook)));
    for (const status of statuses) webhook.note({ at: this.parts.clock.now(), status });
    if (webhook.dueAt !== null) this.wake(webhook.dueAt);
  }

  private async deliver(webhook: Webhook): Promise<number | null> {
    const headers = { 'content-type': 'application/json', 'x-vercel-signature': webhook.signature(this.secret) };
    try {
      const call = { method: 'POST', path: PATH, headers, body: webhook.body, timeoutMs: TIMEOUT_MS };
      return (await callHttp(this.parts.target(), call)).status;
    } catch (error) {
      if (error instanceof NoAnswer) return null;
      throw error;
    }
  }

  /** For time that passes by itself; a clock that is moved asks for what is due. */
  private wake(at: Date): void {
    const left = Math.max(0, at.getTime() - this.parts.clock.now().getTime());
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void this.deliverDue();
    }, left);
    this.timers.add(timer.unref());
  }
}
