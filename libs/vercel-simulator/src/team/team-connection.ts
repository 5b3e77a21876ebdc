import type { ConnectDesk, ConnectWish } from '../connect/connect-desk.js';
import type { ConnectFlow } from '../connect/connect-flow.js';
import type { ConnectionBook } from '../connect/connection-book.js';
import {
  CONNECT_SCOPES,
  type DisabledReason,
  type HeldConnection,
  type ProjectAccess,
} from '../connect/held-connection.js';
import type { HeldOwner, HeldProject } from '../connect/held-owner.js';
import type { SentWebhook } from '../webhooks/webhook.js';
import type { WebhookSender } from '../webhooks/webhook-sender.js';
import { TeamProjects } from './team-projects.js';

/** What a connection works with. */
export interface TeamConnectionParts {
  readonly book: ConnectionBook;
  readonly desk: ConnectDesk;
  readonly webhooks: WebhookSender;
  readonly now: () => Date;
}

/** The connectable account of a team or of a personal account: how it is begun, changed, disabled and ended on Vercel's side. */
export class TeamConnection {
  readonly projects: TeamProjects;

  constructor(
    readonly owner: HeldOwner,
    private readonly parts: TeamConnectionParts,
  ) {
    this.projects = new TeamProjects(owner, parts.now);
    parts.book.owners.set(owner.id, owner);
  }

  /** Opens the popup; who has a configuration keeps it. The address is for a browser. */
  open(wish: ConnectWish): ConnectFlow {
    return this.parts.desk.open(this.owner, wish);
  }

  /** Whether there is a configuration now. */
  get exists(): boolean {
    return this.parts.book.current(this.owner.id) !== undefined;
  }

  /** The present configuration; throws without one. */
  configuration(): HeldConnection {
    const current = this.parts.book.current(this.owner.id);
    if (current === undefined) throw new Error(`${this.owner.name} has not connected the integration`);
    return current;
  }

  /** Vercel disables the configuration: every call is refused, and it goes after 30 days. */
  disable(reason: DisabledReason = 'original-owner-left-the-team'): void {
    this.configuration().disabled = { at: this.parts.now(), reason };
  }

  /** An owner enables it again; no event tells. */
  enable(): void {
    this.configuration().disabled = undefined;
  }

  /** A member lets the integration reach other projects. */
  async selectProjects(access: ProjectAccess): Promise<SentWebhook | undefined> {
    const held = this.configuration();
    const before = this.reached(held.access);
    held.access = access;
    held.updatedAt = this.parts.now();
    const after = this.reached(access);
    const added = after.filter((id) => !before.includes(id));
    const removed = before.filter((id) => !after.includes(id));
    const projects = { added, removed };
    return this.tell(held, 'integration-configuration.permission-upgraded', {
      configuration: selectionOf(held),
      projects,
    });
  }

  /** The integration asks for these scopes from now on: what it gives up goes at once, what is new waits for the member. */
  requestScopes(scopes: readonly string[] = CONNECT_SCOPES): void {
    const held = this.configuration();
    held.scopesAwaited = scopes.filter((scope) => !held.scopes.includes(scope));
    held.scopes = held.scopes.filter((scope) => scopes.includes(scope));
  }

  /** A member confirms the scopes that were asked for. */
  async confirmScopes(): Promise<SentWebhook | undefined> {
    const held = this.configuration();
    held.scopes = [...held.scopes, ...held.scopesAwaited];
    held.scopesAwaited = [];
    const configuration = { id: held.id, scopes: held.scopes };
    return this.tell(held, 'integration-configuration.scope-change-confirmed', { configuration });
  }

  /** A member makes a project; integrations that reach all projects are told. */
  async createProject(name: string): Promise<HeldProject> {
    const project = this.projects.add(name);
    await this.tellProject('project.created', { project: namesOf(project) });
    return project;
  }

  /** A member gives a project another name. */
  async renameProject(nameOrId: string, name: string): Promise<void> {
    const project = this.projects.find(nameOrId);
    const previousName = project.name;
    project.name = name;
    await this.tellProject('project.renamed', { project: namesOf(project), previousName });
  }

  /** A member deletes a project with its variables. */
  async removeProject(nameOrId: string): Promise<void> {
    const project = this.projects.find(nameOrId);
    this.projects.remove(project.id);
    await this.tellProject('project.removed', { project: namesOf(project) });
  }

  /** A member removes the integration; what it has made goes along, and Vercel tells that. */
  remove(): void {
    this.parts.book.remove(this.configuration());
  }

  /** Also a disabled configuration hears of projects that come and go. */
  private async tellProject(type: ProjectEvent, payload: object): Promise<void> {
    const held = this.parts.book.current(this.owner.id);
    if (held?.access !== 'all') return;
    if (type === 'project.renamed') await this.tell(held, type, payload);
    else await this.parts.webhooks.send(type, { ...senderOf(held), ...payload });
  }

  /** While a configuration is disabled, this is not told. */
  private async tell(held: HeldConnection, type: string, payload: object): Promise<SentWebhook | undefined> {
    if (held.disabled !== undefined) return undefined;
    return this.parts.webhooks.send(type, { ...senderOf(held), ...payload });
  }

  private reached(access: ProjectAccess): readonly string[] {
    return access === 'all' ? [...this.owner.projects.keys()] : access;
  }
}

type ProjectEvent = 'project.created' | 'project.renamed' | 'project.removed';

function namesOf({ id, name }: HeldProject): Pick<HeldProject, 'id' | 'name'> {
  return { id, name };
}

/** What Vercel sends when a configuration has gone. */
export function removalOf(held: HeldConnection): object {
  return { ...senderOf(held), configuration: selectionOf(held) };
}

function senderOf({ teamId, userId }: HeldConnection): object {
  return { team: { id: teamId }, user: { id: userId } };
}

function selectionOf({ id, access }: HeldConnection): object {
  return { id, projectSelection: access === 'all' ? 'all' : 'selected', projects: access === 'all' ? [] : access };
}
