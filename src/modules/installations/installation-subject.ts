import { Injectable } from '@nestjs/common';
import type { Final } from '#libs/vercel-api';
import { Audit } from '../../platform/audit/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { Notifications } from '../notifications/index.js';
import { InstallationPush } from './installation-push.entity.js';
import { InstallationPushRepository } from './installation-push.repository.js';
import { INSTALLATION_PUSHES } from './installation-pushes.service.js';
import { InstallationRepository } from './installation.repository.js';
import { PUSH_INSTALLATION } from './jobs/push-installation.definition.js';
import type { PushSubject, Saying } from './push-delivery.js';

/** What Vercel is told of an installation itself. */
@Injectable()
export class InstallationSubject {
  constructor(
    private readonly pushes: InstallationPushRepository,
    private readonly installations: InstallationRepository,
    private readonly notifications: Notifications,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
  ) {}

  of(installationId: string): PushSubject {
    return {
      installationId,
      kinds: INSTALLATION_PUSHES,
      lock: () => this.pushes.lock(installationId),
      save: (push) => this.pushes.update(push as InstallationPush),
      say: (kind) => this.say(installationId, kind),
      told: () => Promise.resolve(),
      refused: (kind, refusal) => this.refused(installationId, kind, refusal),
      comeBack: (afterSeconds) => this.jobs.enqueue(PUSH_INSTALLATION, { installationId }, { afterSeconds }),
    };
  }

  private async say(installationId: string, kind: string): Promise<Saying> {
    const installation = await this.installations.find(installationId);
    if (installation === null) return 'nothing';
    const { billingPlanId, status } = installation;
    if (kind === 'status') {
      const notification = await this.notifications.shownOnInstallation(installationId);
      return { call: (api, access) => api.installations.update(access, { status, notification }) };
    }
    const plan = billingPlanId === null ? {} : { billingPlanId };
    return { call: (api, access) => api.events.installationUpdated(access, plan) };
  }

  private async refused(installationId: string, kind: string, { code, status }: Final): Promise<'given-up'> {
    const details = { push: kind, code, ...(status === undefined ? {} : { status }) };
    const action = 'installation.push-refused';
    this.audit.append({ installationId, action, subject: installationId, details });
    return 'given-up';
  }
}
