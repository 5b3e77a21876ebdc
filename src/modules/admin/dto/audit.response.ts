/** One line of the audit log: who did what to what. */
export class AdminAuditEntryResponse {
  /** Its own id. @example 5f1cde2a-6a53-4a5f-9f57-8a4d1a7be0a9 */
  readonly id: string;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly at: string;
  /** Absent where no tenant is concerned. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly installationId?: string;
  /** Who acted: Vercel for somebody of the team or by itself, an operator, the provider's product, or a job of this server. @example operator */
  readonly actorKind: 'vercel-user' | 'vercel-system' | 'operator' | 'product' | 'job';
  /** A member, an account, an operator, or a kind of job; absent where the actor has no name. @example chief */
  readonly actorId?: string;
  /** `noun.past-participle`. @example resource.suspended */
  readonly action: string;
  /** What it was done to; of a transfer its `reference`. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly subject?: string;
  /** What else is known of it, a changed field with `before` and `after`; never a secret. @example {"billingPlanId":{"before":"free","after":"pro"}} */
  readonly details: Record<string, unknown>;
  /** Of the request, as in its log lines; of a job its id. @example 01JJ4X7M3K5V8Z9Q2W6R1T0Y4N */
  readonly requestId?: string;
}

/** A page of the audit log, newest first. */
export class AdminAuditResponse {
  /** Those of this page. */
  readonly entries: AdminAuditEntryResponse[];
  /** Cursor of the next page; absent on the last. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  readonly next?: string;
}
