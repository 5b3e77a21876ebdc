import type { VercelRole } from './policy.js';

/** What is on record about a session: whose it is, and since when. */
export interface SessionFacts {
  readonly id: string;
  readonly installationId: string;
  /** Name of the account that has installed. */
  readonly accountName: string | null;
  readonly memberId: string;
  readonly role: VercelRole;
  readonly name: string | null;
  readonly email: string | null;
  readonly startedAt: Date;
  /** When Vercel told the role the last time. */
  readonly provenAt: Date;
}

/** Knows who is signed in. */
export abstract class SessionDirectory {
  /** The session whose cookie has this value; null for one that never was, or has ended. */
  abstract find(value: string): Promise<SessionFacts | null>;

  /** Has Vercel tell the role again unless it did within the last minutes; null when that ends the session. @throws Unavailable (503) */
  abstract prove(session: SessionFacts): Promise<SessionFacts | null>;
}
