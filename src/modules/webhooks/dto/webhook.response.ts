/** A webhook as operators see it in a list. */
export class AdminWebhookResponse {
  /** Vercel's id, or a digest of the body of one that came without. */
  readonly id: string;
  /** @example integration-configuration.removed */
  readonly type: string;
  readonly state: 'stored' | 'handled';
  /** Installations that it concerns; they need not be on record. */
  readonly installationIds: string[];
  /** ISO 8601, by Vercel's clock. */
  readonly happenedAt: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  /** ISO 8601. */
  readonly handledAt?: string;
}

/** A webhook with all that it said. */
export class AdminWebhookDetailsResponse extends AdminWebhookResponse {
  /** The body as Vercel sent it. */
  readonly body: Record<string, unknown>;
}

/** A page of webhooks, newest first. */
export class AdminWebhooksResponse {
  readonly webhooks: AdminWebhookResponse[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}
