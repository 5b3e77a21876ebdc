import type { Secret } from '../../platform/crypto/index.js';

/** Tells, from Vercel itself, whether an installation still stands: nothing is destroyed on the word of an event alone. */
export abstract class ConfigurationReader {
  /** `leaving`: Vercel has it no more, or its deletion has been asked for. `Unavailable` when Vercel cannot be asked now. */
  abstract read(installationId: string, token: Secret): Promise<'standing' | 'leaving'>;
}
