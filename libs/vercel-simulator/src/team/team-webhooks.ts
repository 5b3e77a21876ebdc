import type { UserRole } from '#libs/vercel-contract';
import type { HeldInstallation } from '../record/held.js';
import type { SentWebhook, WebhookOptions } from '../webhooks/webhook.js';
import type { WebhookSender } from '../webhooks/webhook-sender.js';

/** A project of the team; its id is Vercel's. */
export interface Project {
  readonly id: string;
  readonly name: string;
}

/** What happens to an installation on Vercel's side and reaches the provider as a webhook. */
export class TeamWebhooks {
  constructor(
    private readonly sender: WebhookSender,
    private readonly installation: () => HeldInstallation,
  ) {}

  /** A member connects a resource to a project. */
  connectProject(resourceId: string, project: Project, options: WebhookOptions = {}): Promise<SentWebhook> {
    const payload = { ...this.common(), resourceId, project, projectId: project.id, targets: ['production'] };
    return this.sender.send('integration-resource.project-connected', payload, options);
  }

  /** … and disconnects it; Vercel leaves out the project's name then. */
  disconnectProject(resourceId: string, projectId: string, options: WebhookOptions = {}): Promise<SentWebhook> {
    const payload = { ...this.common(), resourceId, project: { id: projectId }, projectId, targets: ['production'] };
    return this.sender.send('integration-resource.project-disconnected', payload, options);
  }

  /** A member is added, gets another role, or is removed (`NONE`). */
  changeMember(memberId: string, role: UserRole | 'NONE', options: WebhookOptions = {}): Promise<SentWebhook> {
    return this.sender.send('marketplace.member.changed', { ...this.common(), memberId, role }, options);
  }

  /** The installation goes over to another account, under whose tokens Vercel calls from here on; its id stays. */
  moveTo(accountId: string, options: WebhookOptions = {}): Promise<SentWebhook> {
    const installation = this.installation();
    const previous = installation.accountId;
    installation.accountId = accountId;
    const teams = { previousTeamId: `team_${previous}`, newTeamId: `team_${accountId}` };
    const payload = { ...this.common(), ...teams, previousAccountId: previous, newAccountId: accountId };
    return this.sender.send('integration-configuration.transferred', payload, options);
  }

  /** The team confirms a change of the scopes that the integration asks for; all of them are told. */
  confirmScopes(scopes: readonly string[], options: WebhookOptions = {}): Promise<SentWebhook> {
    const { id } = this.installation();
    const payload = { team: null, user: { id: null }, configuration: { id, scopes } };
    return this.sender.send('integration-configuration.scope-change-confirmed', payload, options);
  }

  /** The team lets the integration reach other projects. */
  changeProjects(
    changed: { readonly added: readonly string[]; readonly removed: readonly string[] },
    options: WebhookOptions = {},
  ): Promise<SentWebhook> {
    const { id } = this.installation();
    const configuration = { id, projectSelection: 'selected', projects: changed.added };
    const payload = { team: null, user: { id: null }, configuration, projects: changed };
    return this.sender.send('integration-configuration.permission-upgraded', payload, options);
  }

  /** Says that the configuration is gone; whether it is, is for the record to tell. */
  tellRemoved(options: WebhookOptions = {}): Promise<SentWebhook> {
    const { id } = this.installation();
    const configuration = { id, projectSelection: 'all', projects: [] };
    return this.sender.send('integration-configuration.removed', { team: null, user: null, configuration }, options);
  }

  private common(): { readonly configuration: { readonly id: string }; readonly installationId: string } {
    const { id } = this.installation();
    return { configuration: { id }, installationId: id };
  }
}
