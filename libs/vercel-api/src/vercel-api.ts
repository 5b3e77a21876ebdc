import { Caller } from './call/caller.js';
import { BillingCalls } from './calls/billing.js';
import { ConfigurationCalls } from './calls/configurations.js';
import { EventCalls } from './calls/events.js';
import { InstallationCalls } from './calls/installations.js';
import { InvoiceCalls } from './calls/invoices.js';
import { ResourceCalls } from './calls/resources.js';
import { SsoCalls } from './calls/sso.js';
import { type ApiLimits, DEFAULT_LIMITS } from './limits.js';

/** Where and how the client calls. */
export interface VercelApiOptions {
  /** Base URL of the Vercel API, a path prefix included. */
  readonly url: string;
  readonly userAgent: string;
  readonly now: () => Date;
  readonly limits?: Partial<ApiLimits>;
}

/** The calls a provider makes to Vercel: one per process, as connections, budgets and the breaker are shared. */
export class VercelApi {
  readonly installations: InstallationCalls;
  readonly events: EventCalls;
  readonly resources: ResourceCalls;
  readonly configurations: ConfigurationCalls;
  readonly billing: BillingCalls;
  readonly invoices: InvoiceCalls;
  readonly sso: SsoCalls;
  private readonly caller: Caller;

  constructor({ limits, ...options }: VercelApiOptions) {
    this.caller = new Caller({ ...options, limits: { ...DEFAULT_LIMITS, ...limits } });
    this.installations = new InstallationCalls(this.caller);
    this.events = new EventCalls(this.caller);
    this.resources = new ResourceCalls(this.caller);
    this.configurations = new ConfigurationCalls(this.caller);
    this.billing = new BillingCalls(this.caller);
    this.invoices = new InvoiceCalls(this.caller);
    this.sso = new SsoCalls(this.caller);
  }

  /** Closes all connections; calls under way end as failures. */
  close(): Promise<void> {
    return this.caller.close();
  }
}
