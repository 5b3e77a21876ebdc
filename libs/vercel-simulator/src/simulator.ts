import { Background } from './background.js';
import { BillingBook } from './billing/billing-book.js';
import type { HeldInvoice } from './billing/held-invoice.js';
import type { InvoiceEvent } from './billing/invoice-life.js';
import { InvoiceNews } from './billing/invoice-news.js';
import { Purchases } from './billing/purchases.js';
import { ConnectDesk } from './connect/connect-desk.js';
import { ConnectionBook } from './connect/connection-book.js';
import type { HeldConnection } from './connect/held-connection.js';
import { ControlApi } from './control/control-api.js';
import { durationMs } from './duration.js';
import { FaultList } from './faults/fault-list.js';
import { serveFront } from './front.js';
import { ImportDesk } from './import/import-desk.js';
import { listen, type Listening } from './http/listener.js';
import { KeyRing } from './keys/key-ring.js';
import { JWKS_PATH } from './oidc-documents.js';
import type { ProductCard, SimulatorOptions } from './options.js';
import { Pages } from './pages/pages.js';
import { PartnerClient } from './partner/partner-client.js';
import { PartnerSender } from './partner/partner-sender.js';
import { DEFAULT_RETRY } from './partner/retry.js';
import type { HeldInstallation } from './record/held.js';
import type { Violation } from './record/recorded-call.js';
import { VercelRecord } from './record/vercel-record.js';
import { SimulatorClock } from './simulator-clock.js';
import { Team } from './team/team.js';
import { removalOf } from './team/team-connection.js';
import { type BadToken } from './tokens/bad-tokens.js';
import { SsoDesk } from './sso/sso-desk.js';
import { TokenFactory } from './tokens/token-factory.js';
import { WebhookSender } from './webhooks/webhook-sender.js';
import { VercelApi } from './vercel-api/vercel-api.js';

/** A fake Vercel on one port: it keeps its own record of what it was told and refuses what Vercel refuses. */
export class VercelSimulator {
  readonly clock: SimulatorClock;
  readonly keys: KeyRing;
  readonly record: VercelRecord;
  readonly faults = new FaultList();
  readonly tokens: TokenFactory;
  readonly partner: PartnerClient;
  readonly webhooks: WebhookSender;
  readonly sso: SsoDesk;
  readonly connect: ConnectDesk;
  readonly imports: ImportDesk;
  private readonly background = new Background();
  private readonly sender: PartnerSender;
  private readonly news: InvoiceNews;
  private readonly purchases: Purchases;
  private readonly teamsByName = new Map<string, Team>();
  private listening: Listening | undefined;

  private constructor(private readonly options: SimulatorOptions) {
    this.clock = new SimulatorClock(options.now ?? (() => new Date()));
    this.keys = new KeyRing(this.clock);
    const billing = new BillingBook(() => this.clock.now(), this.hearInvoice.bind(this));
    const connections = new ConnectionBook(() => this.clock.now());
    this.record = new VercelRecord(billing, connections);
    this.sender = new PartnerSender(this.record.violations, { ...DEFAULT_RETRY, ...options.retry });
    const issuer = (): string => this.issuer;
    const lookup = (id: string): ReturnType<typeof accountOf> => accountOf(this.record.find(id));
    this.tokens = new TokenFactory(this.keys, this.clock, { issuer, clientId: options.clientId, lookup });
    this.partner = new PartnerClient(this.sender, this.tokens);
    const { clientSecret } = options;
    this.sso = this.ssoDesk();
    this.connect = this.connectDesk();
    this.imports = this.importDesk();
    this.webhooks = new WebhookSender({ clock: this.clock, clientSecret, target: () => this.sender.target() });
    connections.onRemoval(this.tellRemoval.bind(this));
    this.news = new InvoiceNews(this.webhooks, this.background);
    this.purchases = new Purchases({ partner: this.partner, record: this.record, now: () => this.clock.now() });
    this.followClock();
    if (options.partnerUrl !== undefined) this.usePartner(options.partnerUrl);
  }

  /** Starts a simulator and resolves when it listens. */
  static async start(options: SimulatorOptions): Promise<VercelSimulator> {
    const simulator = new VercelSimulator(options);
    const { keys, faults, record, sso, connect, imports } = simulator;
    const parts = {
      keys,
      faults,
      vercelApi: simulator.vercelApi(),
      control: new ControlApi(simulator),
      pages: new Pages(simulator),
      journeys: { record, sso, connect, imports, slug: options.slug },
      addresses: () => simulator,
    };
    const { host = '127.0.0.1', port = 0 } = options;
    simulator.listening = await listen((request, response) => serveFront(parts, request, response), host, port);
    return simulator;
  }

  /** Base URL of the Vercel API and of the control API. */
  get url(): string {
    if (this.listening === undefined) throw new Error('the simulator does not listen');
    return this.listening.url;
  }

  /** Issuer of every token. */
  get issuer(): string {
    return this.options.issuer ?? this.url;
  }

  /** Where the public keys are. */
  get jwksUrl(): string {
    return `${this.url}${JWKS_PATH}`;
  }

  /** The integration as Vercel knows it. */
  get integration(): { readonly clientId: string; readonly clientSecret: string; readonly slug: string } {
    const { clientId, clientSecret, slug } = this.options;
    return { clientId, clientSecret, slug };
  }

  /** Breaches of the contract by the provider so far: its answers to Vercel and its requests to Vercel. */
  get violations(): readonly Violation[] {
    return this.record.violations;
  }

  /** Points Vercel at a provider's base URL, path prefix included. */
  usePartner(url: string): void {
    this.sender.pointAt(url);
  }

  /** The provider's base URL, when it is known. */
  get partnerUrl(): string | undefined {
    return this.sender.known();
  }

  /** What the integration sells, as far as it was told. */
  get products(): readonly ProductCard[] {
    return this.options.products ?? [];
  }

  /** All teams that were mentioned, the first one first. */
  teams(): readonly Team[] {
    return [...this.teamsByName.values()];
  }

  /** Moves the clock, the provider's first where it can be moved. */
  async moveClock(duration: string): Promise<void> {
    durationMs(duration);
    if (this.partnerUrl !== undefined) await this.options.moveProviderClock?.(duration, this.partnerUrl);
    this.clock.advance(duration);
  }

  /** The team of that name, made at the first mention. */
  team(name: string): Team {
    const { partner, record, clock, webhooks, purchases, sso, connect, imports } = this;
    const parts = {
      partner,
      record,
      clock,
      webhooks,
      purchases,
      sso,
      connect,
      imports,
      integrationSlug: this.options.slug,
    };
    const team = this.teamsByName.get(name) ?? new Team(name, parts);
    this.teamsByName.set(name, team);
    return team;
  }

  /** Tokens that must all be refused, each with one thing wrong with a right ADMIN token of the installation. */
  badTokens(installationId = 'icfg_000000000000000000000000'): Iterable<BadToken> {
    return this.tokens.bad(installationId);
  }

  /** Signs with a new key; the old one stays published for an hour unless told otherwise (0: gone at once). */
  rotateKeys(options: { readonly keepOldForSeconds?: number } = {}): void {
    this.keys.rotate(options);
  }

  /** Resolves when Vercel has read again what it was told to by events, and has sent what was due; throws the first thing that failed in it. */
  async settled(): Promise<void> {
    await this.background.settled();
    const failure = this.background.failures.shift();
    if (failure) throw failure;
  }

  /** Stops listening and cuts what is open. */
  async stop(): Promise<void> {
    this.webhooks.stop();
    await this.listening?.stop();
    await this.background.settled();
    this.listening = undefined;
  }

  private vercelApi(): VercelApi {
    const { record, faults, clock, sso, connect, options } = this;
    const readAgain = this.readAgain.bind(this);
    const topUp = this.purchases.topUp.bind(this.purchases);
    return new VercelApi({ record, faults, clock, readAgain, topUp, integration: options, sso, connect });
  }

  private ssoDesk(): SsoDesk {
    const { record, tokens, clock } = this;
    return new SsoDesk({ ...this.integration, record, tokens, clock, loginUrl: () => this.providerUrl() });
  }

  private connectDesk(): ConnectDesk {
    const { clock, record } = this;
    const addresses = { url: () => this.url, redirectUrl: (path?: string) => this.providerUrl(path) };
    return new ConnectDesk({ ...this.integration, ...addresses, clock, book: record.connections });
  }

  private importDesk(): ImportDesk {
    const { record, clock } = this;
    const returnUrl = (): string => `${this.url}/integrations/${this.options.slug}/imported`;
    const importUrl = (): string => this.providerUrl(this.options.importPath ?? '/import');
    return new ImportDesk({ record, clock, importUrl, returnUrl });
  }

  /** An address below the provider's base URL: its Redirect Login URL unless told otherwise. */
  private providerUrl(path = this.options.loginPath ?? '/callback'): string {
    return `${this.sender.target()}${path}`;
  }

  private followClock(): void {
    this.clock.beforeAdvance(() => this.record.bringForward());
    this.clock.onAdvance(() => this.record.bringForward());
    this.clock.onAdvance(() => this.background.start(() => this.webhooks.deliverDue()));
  }

  /** Credits that nobody asks for in their own name are asked for by Vercel, once they are paid. */
  private hearInvoice(event: InvoiceEvent, invoice: HeldInvoice, at: Date): void {
    this.news.tell(event, invoice, at);
    if (event === 'paid' && invoice.grant === 'due')
      this.background.start(() => this.purchases.grant(invoice, { as: 'system' }));
  }

  private tellRemoval(held: HeldConnection): void {
    const removal = removalOf(held);
    this.background.start(() => this.webhooks.send('integration-configuration.removed', removal));
  }

  private readAgain(installation: HeldInstallation, resourceId: string | undefined): void {
    const team = this.team(installation.team);
    this.background.start(() => (resourceId === undefined ? team.refreshInstallation() : team.refresh(resourceId)));
  }
}

function accountOf(
  held: HeldInstallation | undefined,
): { readonly accountId: string; readonly userId: string } | undefined {
  return held && { accountId: held.accountId, userId: held.members[0]?.id ?? held.accountId };
}
