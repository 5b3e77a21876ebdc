import { Injectable } from '@nestjs/common';
import { readProjectAccess, readScopes, readTransferred } from '#libs/vercel-webhooks';
import { Audit } from '../../platform/audit/index.js';
import { Events, ListensToVercel, type VercelEvent } from '../../platform/events/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import type { Installation } from './installation.entity.js';
import { InstallationAccountChanged } from './installation.events.js';
import { InstallationRepository } from './installation.repository.js';
import { CHECK_REMOVAL } from './jobs/check-removal.definition.js';

/** A field that an event changes, and what else the entry about it tells. */
interface WhatChanges {
  readonly action: string;
  readonly field: 'accountId' | 'scopes' | 'projectSelection';
  readonly more?: Readonly<Record<string, unknown>>;
}

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
      const moved = await this.change(
        id,
        { action: 'installation.account-changed', field: 'accountId' },
        (installation) => installation.moveTo(accountId, happenedAt),
      );
      if (moved) await this.events.publish(new InstallationAccountChanged(id, happenedAt));
    }
  }

  @ListensToVercel('integration-configuration.scope-change-confirmed')
  async onScopesConfirmed({ installationIds, payload, happenedAt }: VercelEvent): Promise<void> {
    const scopes = readScopes(payload);
    if (scopes === null) return;
    for (const id of installationIds) {
      await this.change(id, { action: 'installation.scopes-changed', field: 'scopes' }, (installation) =>
        installation.grantScopes(scopes, happenedAt),
      );
    }
  }

  @ListensToVercel('integration-configuration.permission-upgraded')
  async onProjectAccessChanged({ installationIds, payload, happenedAt }: VercelEvent): Promise<void> {
    const access = readProjectAccess(payload);
    if (access === null) return;
    const { projectSelection, ...projects } = access;
    const what = { action: 'installation.project-access-changed', field: 'projectSelection', more: projects } as const;
    for (const id of installationIds) {
      await this.change(id, what, (installation) => installation.selectProjects(projectSelection, happenedAt));
    }
  }

  @ListensToVercel('integration-configuration.removed')
  async onRemoved({ installationIds }: VercelEvent): Promise<void> {
    for (const installationId of installationIds) await this.jobs.enqueue(CHECK_REMOVAL, { installationId });
  }

  private async change(
    id: string,
    { action, field, more }: WhatChanges,
    make: (installation: Installation) => boolean,
  ): Promise<boolean> {
    const installation = await this.installations.lock(id);
    const before = installation?.[field];
    if (installation === null || !make(installation)) return false;
    await this.installations.update(installation);
    const details = { ...more, [field]: { before, after: installation[field] } };
    this.audit.append({ installationId: id, action, subject: id, details });
    return true;
  }
}
