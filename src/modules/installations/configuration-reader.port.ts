import type { AccountAccess } from '#libs/vercel-api';

/** How an installation stands at Vercel. */
export type Standing = 'standing' | 'leaving' | 'gone';

/** Tells, from Vercel itself, whether an installation still stands: nothing is destroyed on the word of an event alone. */
export abstract class ConfigurationReader {
  /** `leaving`: its deletion has been asked for; `gone`: Vercel knows it, or its token, no more. `Unavailable` when Vercel cannot be asked now. */
  abstract read(access: AccountAccess): Promise<Standing>;
}
