/** How many values of one column stand under a sealing key. */
export class AdminSealedValuesResponse {
  /** Table of the database. @example resource_credentials */
  readonly table: string;
  /** Column of that table. @example secrets */
  readonly column: string;
  /** At most 10,000 are counted. @example 42 */
  readonly values: number;
  /** Whether there are more than were counted. @example false */
  readonly isMore: boolean;
}

/** A key of `ENCRYPTION_KEYS`, by its id. */
export class AdminSealingKeyResponse {
  /** As it stands before the colon in `ENCRYPTION_KEYS`. @example 2026-01 */
  readonly id: string;
  /**
   * `seals`: what is written now; `opens`: what was written before; `missing`: it is not configured any more, and what stands under it cannot be opened.
   * @example seals
   */
  readonly state: 'seals' | 'opens' | 'missing';
  /** What stands under it; nothing: the key can be let go, unless it seals. */
  readonly sealed: AdminSealedValuesResponse[];
}

/** A key that signs the identities that the provider's own dashboard is told. */
export class AdminSigningKeyResponse {
  /** As `kid` in what it has signed and in `/.well-known/jwks.json`. @example 3vP8mK1xQ2 */
  readonly id: string;
  /** `signs`: what is signed now; `checks`: what was signed before, and is told to others for a while. @example signs */
  readonly state: 'signs' | 'checks';
  /** ISO 8601. @example 2026-01-01T00:00:00.000Z */
  readonly createdAt: string;
  /** From then on another one signs; ISO 8601. @example 2026-04-01T00:00:00.000Z */
  readonly signsUntil: string;
}

/** A key of `ADMIN_API_KEYS`, by its name. */
export class AdminOperatorKeyResponse {
  /** Stands in the audit log for whoever uses it. @example chief */
  readonly name: string;
  /** What it may do. @example ["read"] */
  readonly scopes: ('read' | 'operate' | 'money' | 'secrets')[];
}

/** A key of `USAGE_API_KEYS`, by its name. */
export class AdminUsageKeyResponse {
  /** As configured. @example meters */
  readonly name: string;
}

/** Vercel's keys, by which its tokens are checked, as the process that answers has them. */
export class AdminKeySetResponse {
  /** How many there are. @example 2 */
  readonly keys: number;
  /** Whether tokens can be checked with them: there are some, and they are younger than a day. @example true */
  readonly usable: boolean;
  /** When they were read the last time; ISO 8601. Absent: never. @example 2026-01-31T12:00:00.000Z */
  readonly fetchedAt?: string;
  /** In seconds. @example 120 */
  readonly ageSeconds?: number;
  /** Why the last attempt to read them brought nothing; absent: it did. @example The key set answered 503 */
  readonly lastError?: string;
}

/** Which keys there are; none is ever shown. */
export class AdminKeysResponse {
  /** The one that seals first. */
  readonly sealing: AdminSealingKeyResponse[];
  /** The newest first; none before the first identity was signed. */
  readonly signing: AdminSigningKeyResponse[];
  /** Those of operators. */
  readonly admin: AdminOperatorKeyResponse[];
  /** Those of meters. */
  readonly usage: AdminUsageKeyResponse[];
  readonly vercel: AdminKeySetResponse;
}
