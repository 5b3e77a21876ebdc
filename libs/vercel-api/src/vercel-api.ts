import { Caller } from './call/caller.js';
import { AccountCalls } from './calls/accounts.js';
import { BillingCalls } from './calls/billing.js';
import { ConfigurationCalls } from './calls/configurations.js';
import { DrainCalls } from './calls/drains.js';
import { EventCalls } from './calls/events.js';
import { InstallationCalls } from './calls/installations.js';
import { InvoiceCalls } from './calls/invoices.js';
import { LogDrainCalls } from './calls/log-drains.js';
import { OAuthCalls } from './calls/oauth.js';
import { ProjectCalls } from './calls/projects.js';
import { ResourceCalls } from './calls/resources.js';
import { SsoCalls } from './calls/sso.js';
import { VariableCalls } from './calls/variables.js';
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
  readonly oauth: OAuthCalls;
  readonly accounts: AccountCalls;
  readonly projects: ProjectCalls;
  readonly variables: VariableCalls;
  readonly logDrains: LogDrainCalls;
  readonly drains: DrainCalls;
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
    this.oauth = new OAuthCalls(this.caller);
    this.accounts = new AccountCalls(this.caller);
    this.projects = new ProjectCalls(this.caller);
    this.variables = new VariableCalls(this.caller);
    this.logDrains = new LogDrainCalls(this.caller);
    this.drains = new DrainCalls(this.caller);
  }

  /** Closes all connections; calls under way end as failures. */
  close(): Promise<void> {
    return this.caller.close();
  }
}
