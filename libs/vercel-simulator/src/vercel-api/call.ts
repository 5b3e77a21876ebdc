import type { Answer } from '../http/json-answer.js';
import type { PathValues } from '../http/router.js';
import type { HeldInstallation } from '../record/held.js';

/** What Vercel reads from the provider after an event; resolved when it has. */
export type ReadAgain = (installation: HeldInstallation, resourceId: string | undefined) => void;

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
  readonly readAgain: ReadAgain;
  readonly integration: Integration;
}

/** Carries a call out on what Vercel holds. */
export type VercelHandler = (call: VercelCall) => Answer;
