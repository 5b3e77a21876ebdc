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
  /** What the integration sells, for the create form; without it, products are named by their slug. */
  readonly products?: readonly ProductCard[];
  /** Moves the clock of the provider at that address along, when this one is moved in the dashboard. */
  readonly moveProviderClock?: (duration: string, providerUrl: string) => Promise<void>;
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

/** A product as the integration console knows it. */
export interface ProductCard {
  readonly slug: string;
  readonly name: string;
  readonly metadata?: ProductMetadata;
}

/** What a product asks at creation, as far as a form is made of it. */
export interface ProductMetadata {
  readonly properties: Readonly<Record<string, ProductProperty>>;
  readonly required?: readonly string[];
}

interface ProductProperty {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly items?: { readonly type?: string };
  readonly default?: string | number | boolean | readonly (string | number)[];
  readonly 'ui:label'?: string;
  readonly 'ui:hidden'?: boolean | string;
  readonly 'ui:options'?: readonly { readonly value: string; readonly label: string }[];
}
