import type { BillingBook } from '../billing/billing-book.js';
import type { Answer } from '../http/json-answer.js';
import type { PathValues } from '../http/router.js';
import type { HeldInstallation } from '../record/held.js';

/** What Vercel reads from the provider after an event; resolved when it has. */
export type ReadAgain = (installation: HeldInstallation, resourceId: string | undefined) => void;

/** Buys credits for who has few and wished so; resolved when bought. */
export type TopUpCredits = (installation: HeldInstallation) => void;

/** The integration whose installations these are. */
export interface Integration {
  readonly clientId: string;
  readonly slug: string;
}

/** An authenticated and validated call of the Vercel API. */
export interface VercelCall {
  readonly installation: HeldInstallation;
  readonly values: PathValues;
  readonly body: unknown;
  readonly now: Date;
  readonly billing: BillingBook;
  readonly readAgain: ReadAgain;
  readonly topUp: TopUpCredits;
  readonly integration: Integration;
}

/** Carries a call out on what Vercel holds. */
export type VercelHandler = (call: VercelCall) => Answer;
