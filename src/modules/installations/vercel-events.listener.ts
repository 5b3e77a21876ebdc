import { Injectable } from '@nestjs/common';
import { readProjectAccess, readScopes, readTransferred } from '#libs/vercel-webhooks';
import { Audit } from '../../platform/audit/index.js';
import { Events, ListensToVercel, type VercelEvent } from '../../platform/events/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import type { Installation } from './installation.entity.js';
import { InstallationAccountChanged } from './installation.events.js';
import { InstallationRepository } from './installation.repository.js';
import { CHECK_REMOVAL } from './jobs/check-removal.definition.js';

/** What Vercel's events mean for an installation; of one that is not on record only the webhook is kept. */
@Injectable()
export class VercelEventsListener {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly jobs: Jobs,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** The id stays, the account is another: from here on its users may call. */
  @ListensToVercel('integration-configuration.transferred')
  async onTransferred({ installationIds, payload, happenedAt }: VercelEvent): Promise<void> {
    const told = readTransferred(payload);
    if (told === null) return;
    const { newAccountId: accountId } = told;
    for (const id of installationIds) {
      const moved = await this.change(id, 'installation.account-changed', { accountId }, (installation) =>
        installation.moveTo(accountId, happenedAt),
      );
      if (moved) await this.events.publish(new InstallationAccountChanged(id, happenedAt));
    }
  }

  @ListensToVercel('integration-configuration.scope-change-confirmed')
  async onScopesConfirmed({ installationIds, payload, happenedAt }: VercelEvent): Promise<void> {
    const scopes = readScopes(payload);
    if (scopes === null) return;
    for (const id of installationIds) {
      await this.change(id, 'installation.scopes-changed', { scopes }, (installation) =>
        installation.grantScopes(scopes, happenedAt),
      );
    }
  }

  @ListensToVercel('integration-configuration.permission-upgraded')
  async onProjectAccessChanged({ installationIds, payload, happenedAt }: VercelEvent): Promise<void> {
    const access = readProjectAccess(payload);
    if (access === null) return;
    for (const id of installationIds) {
      await this.change(id, 'installation.project-access-changed', { ...access }, (installation) =>
        installation.selectProjects(access.projectSelection, happenedAt),
      );
    }
  }

  @ListensToVercel('integration-configuration.removed')
  async onRemoved({ installationIds }: VercelEvent): Promise<void> {
    for (const installationId of installationIds) await this.jobs.enqueue(CHECK_REMOVAL, { installationId });
  }

  private async change(
    id: string,
    action: string,
    details: Readonly<Record<string, unknown>>,
    make: (installation: Installation) => boolean,
  ): Promise<boolean> {
    const installation = await this.installations.lock(id);
    if (installation === null || !make(installation)) return false;
    await this.installations.update(installation);
    this.audit.append({ installationId: id, action, subject: id, details });
    return true;
  }
}
