import type {
  BillingPlan,
  DeleteInstallationResponse,
  InstallationBody,
  Metadata,
  PlansResponse,
} from '#libs/vercel-contract';
import type { ConnectDesk, ConnectWish } from '../connect/connect-desk.js';
import type { ConnectFlow } from '../connect/connect-flow.js';
import type { Purchases } from '../billing/purchases.js';
import type { ImportDesk, ImportFlow, ImportWish } from '../import/import-desk.js';
import type { PartnerAnswer } from '../partner/partner-answer.js';
import type { CallOptions, EitherCallOptions, PartnerClient } from '../partner/partner-client.js';
import { FINAL_BILLING_MS, type HeldInstallation } from '../record/held.js';
import { remove, type VercelRecord } from '../record/vercel-record.js';
import type { SimulatorClock } from '../simulator-clock.js';
import type { SsoContext, SsoDesk } from '../sso/sso-desk.js';
import type { WebhookSender } from '../webhooks/webhook-sender.js';
import { newInstallation, newTeamAccount, upsertBody } from './new-installation.js';
import { TeamBilling } from './team-billing.js';
import { TeamConnection } from './team-connection.js';
import { TeamMembers } from './team-members.js';
import { ownersOf } from './team-owners.js';
import type { TeamProjects } from './team-projects.js';
import { TeamResources } from './team-resources.js';
import { TeamTransfers } from './team-transfers.js';
import { TeamWebhooks } from './team-webhooks.js';
import { expectAnswer } from './unexpected-answer.js';

/** What a team works with. */
export interface TeamParts {
  readonly partner: PartnerClient;
  readonly record: VercelRecord;
  readonly clock: SimulatorClock;
  readonly webhooks: WebhookSender;
  readonly purchases: Purchases;
  readonly sso: SsoDesk;
  readonly connect: ConnectDesk;
  readonly imports: ImportDesk;
  readonly integrationSlug: string;
}

/** How an uninstallation is asked for; resources go along unless told otherwise. */
export interface UninstallOptions extends EitherCallOptions {
  readonly cascadeResourceDeletion?: boolean;
  readonly reason?: string;
}

/** A team on Vercel: does what its members do in the dashboard and throws UnexpectedAnswer when the provider fails it. */
export class Team extends TeamResources {
  readonly webhooks: TeamWebhooks;
  readonly transfers: TeamTransfers;
  readonly billing: TeamBilling;
  readonly members: TeamMembers;
  /** The team's connectable account. */
  readonly connection: TeamConnection;
  /** That of the installing member's personal account, which no team id goes with. */
  readonly personal: TeamConnection;
  private readonly account;
  private current: HeldInstallation | undefined;

  constructor(
    readonly name: string,
    private readonly parts: TeamParts,
  ) {
    super(parts.partner);
    const installation = (): HeldInstallation => this.installation();
    const now = (): Date => parts.clock.now();
    this.webhooks = new TeamWebhooks(parts.webhooks, installation);
    this.transfers = new TeamTransfers(parts.partner, installation, now);
    this.billing = new TeamBilling(parts.purchases, parts.record, installation, now);
    this.members = new TeamMembers(this.webhooks, installation);
    this.account = newTeamAccount(name);
    const { team, user } = ownersOf(this.account);
    const means = { book: parts.record.connections, desk: parts.connect, webhooks: parts.webhooks, now };
    this.connection = new TeamConnection(team, means);
    this.personal = new TeamConnection(user, means);
  }

  override installation(): HeldInstallation {
    if (this.current === undefined) throw new Error(`${this.name} has not installed the integration`);
    return this.parts.record.find(this.current.id) ?? this.current;
  }

  /** The newest installation, also one that is gone; undefined before the first. */
  held(): HeldInstallation | undefined {
    return this.current && this.installation();
  }

  /** Accepts the terms and installs under a new installation id. */
  async install(options: CallOptions = {}): Promise<HeldInstallation> {
    const installation = newInstallation(this.account, this.parts.integrationSlug, this.parts.clock.now());
    // The provider may call back before it has answered, so Vercel holds the installation from here on.
    this.parts.record.installations.set(installation.id, installation);
    this.current = installation;
    await this.upsert(installation, options);
    return installation;
  }

  /** Sends the installation again under a new access token, as Vercel does when credentials are renewed. */
  async renewCredentials(options: CallOptions = {}): Promise<HeldInstallation> {
    const installation = this.installation();
    await this.upsert(installation, options);
    return installation;
  }

  /** Plans of a product, as the create form asks for them; before the installation with the incomplete token. */
  async plans(product: string, metadata?: Metadata): Promise<readonly BillingPlan[]> {
    const installationId = this.current?.id;
    const options = { ...(installationId && { installationId }), ...(metadata && { metadata }) };
    return plansOf(`plans of ${product}`, await this.partner.listProductPlans(product, options));
  }

  /** Plans that the installation as a whole may take. */
  async installationPlans(): Promise<readonly BillingPlan[]> {
    const { id } = this.installation();
    return plansOf('plans of the installation', await this.partner.listInstallationPlans(id));
  }

  /** Puts the installation as a whole on a plan. */
  async changeInstallationPlan(plan: string, options: CallOptions = {}): Promise<HeldInstallation> {
    const { id } = this.installation();
    const send = (): Promise<PartnerAnswer> => this.partner.updateInstallation(id, { billingPlanId: plan }, options);
    const answer = await this.whileComing(plan, send);
    this.takeInstallation(expectAnswer(`change the installation to ${plan}`, answer, [200, 204]));
    return this.installation();
  }

  /** Reads the installation from the provider, as Vercel does after `installation.updated`. */
  async refreshInstallation(): Promise<HeldInstallation> {
    const answer = await this.partner.getInstallation(this.installation().id);
    this.takeInstallation(expectAnswer('read the installation', answer, [200]));
    return this.installation();
  }

  /** Where a member's browser is sent to open the provider: the first one's unless told otherwise. */
  openProvider(context: SsoContext = {}, { userId }: { readonly userId?: string } = {}): string {
    const installation = this.installation();
    const member = userId ?? installation.members[0]?.id ?? '';
    return this.parts.sso.open(installation, member, context);
  }

  /** The projects of the team. */
  get projects(): TeamProjects {
    return this.connection.projects;
  }

  /** Begins the connection of the team, or of the member's personal account, with a popup of the redirect URL. */
  connect({ account = 'team', ...wish }: ConnectWish & { readonly account?: 'team' | 'personal' }): ConnectFlow {
    return account === 'team' ? this.connection.open(wish) : this.personal.open(wish);
  }

  /** Sends a member's browser to the provider's import page; the address is for a browser. */
  startImport(wish: ImportWish = {}): ImportFlow {
    return this.parts.imports.start(this.installation(), wish);
  }

  /** Hands resources over to another team, all steps of it, as when that one claims a deployment. */
  async transfer(resourceIds: readonly string[], target: Team): Promise<void> {
    const claim = await this.transfers.offer(resourceIds);
    const newBillingPlan = await target.transfers.verify(claim);
    await target.transfers.accept(claim, newBillingPlan);
  }

  /** Uninstalls: removed at once when the provider says `finalized`, else pending for 24 hours. */
  async uninstall(options: UninstallOptions = {}): Promise<HeldInstallation> {
    const { cascadeResourceDeletion = true, reason, ...call } = options;
    const installation = this.installation();
    const body = { cascadeResourceDeletion, ...(reason !== undefined && { reason }) };
    const answer = await this.partner.deleteInstallation(installation.id, body, call);
    const told = expectAnswer('uninstall', answer, [200, 204]) as DeleteInstallationResponse | undefined;
    if (told?.finalized === true) remove(installation);
    else this.awaitDeletion(installation, cascadeResourceDeletion ? 'with resources' : 'alone');
    return installation;
  }

  protected override whileComing<Result>(plan: string, call: () => Promise<Result>): Promise<Result> {
    return this.billing.account().plans.whileComing(plan, call);
  }

  private awaitDeletion(installation: HeldInstallation, extent: 'with resources' | 'alone'): void {
    if (installation.state === 'removed') return;
    installation.state = 'pending-deletion';
    installation.deletionDue ??= new Date(this.parts.clock.now().getTime() + FINAL_BILLING_MS);
    if (extent === 'with resources') installation.resources.clear();
  }

  private async upsert(installation: HeldInstallation, options: CallOptions): Promise<void> {
    const body = upsertBody(installation, this.parts.clock.now());
    const answer = await this.partner.upsertInstallation(installation.id, body, options);
    this.takeInstallation(expectAnswer('install', answer, [200, 204]));
    installation.state = 'installed';
  }

  private takeInstallation(body: unknown): void {
    const told = (body ?? {}) as InstallationBody;
    const installation = this.installation();
    installation.billingPlan = told.billingPlan ?? installation.billingPlan;
    if (told.notification !== undefined) installation.notification = told.notification ?? undefined;
  }
}

function plansOf(operation: string, answer: PartnerAnswer): readonly BillingPlan[] {
  return (expectAnswer(operation, answer, [200]) as PlansResponse).plans;
}
