import type { RetryOptions } from './partner/retry.js';

/** How a simulated Vercel is started. */
export interface SimulatorOptions {
  /** The integration's client id, which is its id (`oac_…`) and the audience of every token. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** The integration's URL slug. */
  readonly slug: string;
  /** Base URL of the provider, path prefix included; may be given later through `usePartner`. */
  readonly partnerUrl?: string;
  /** Path of the provider's Redirect Login URL below its base URL; `/callback` unless given. */
  readonly loginPath?: string;
  /** Path of the provider's Import Resource URL below its base URL; `/import` unless given. */
  readonly importPath?: string;
  /** Port to listen on; 0, the default, takes a free one. */
  readonly port?: number;
  /** Address to listen on (127.0.0.1). */
  readonly host?: string;
  /** Issuer of the tokens; the simulator's own URL by default. */
  readonly issuer?: string;
  /** Source of time, before the clock is moved. */
  readonly now?: () => Date;
  /** How calls to the provider are repeated. */
  readonly retry?: Partial<RetryOptions>;
}
