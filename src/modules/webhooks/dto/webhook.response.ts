/** A webhook as operators see it in a list. */
export class AdminWebhookResponse {
  /** Vercel's id, or a digest of the body of one that came without. @example evt_2cRkBq9ZtXw1 */
  readonly id: string;
  /** As Vercel calls it. @example integration-configuration.removed */
  readonly type: string;
  /** `handled`: worked off. @example handled */
  readonly state: 'stored' | 'handled';
  /** Installations that it concerns; they need not be on record. @example ["icfg_9bceb8ccT32d3U417ezb5c8p"] */
  readonly installationIds: string[];
  /** ISO 8601, by Vercel's clock. @example 2026-01-31T12:00:00.000Z */
  readonly happenedAt: string;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly receivedAt: string;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly handledAt?: string;
}

/** A webhook with all that it said. */
export class AdminWebhookDetailsResponse extends AdminWebhookResponse {
  /** The body as Vercel sent it. @example {"id":"evt_2cRkBq9ZtXw1","type":"integration-configuration.removed","payload":{}} */
  readonly body: Record<string, unknown>;
}

/** A page of webhooks, newest first. */
export class AdminWebhooksResponse {
  /** Those of this page. */
  readonly webhooks: AdminWebhookResponse[];
  /** Cursor of the next page; absent on the last. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  readonly next?: string;
}
