import { Injectable } from '@nestjs/common';
import type { Final } from '#libs/vercel-api';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import type { PushSubject, Saying } from '../installations/index.js';
import { Notifications } from '../notifications/index.js';
import { PUSH_RESOURCE } from './jobs/bring-forward.definition.js';
import { ResourcePush } from './resource-push.entity.js';
import { ResourcePushRepository } from './resource-push.repository.js';
import { RESOURCE_PUSHES } from './resource-pushes.service.js';
import { statusOf } from './resource-state.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';
import { RotationRecording } from './rotation-recording.service.js';

/** So long Vercel may take to know a resource after it was placed or went over: the answer that tells it of that may still be on its way. */
const UNKNOWN_FOR_MS = 10 * 60_000;
const LOOK_AGAIN_SECONDS = 15;

/** What Vercel is told of a resource. */
@Injectable()
export class ResourceSubject {
  constructor(
    private readonly pushes: ResourcePushRepository,
    private readonly resources: ResourceRepository,
    private readonly notifications: Notifications,
    private readonly jobs: Jobs,
    private readonly rotations: RotationRecording,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  of(installationId: string, id: string): PushSubject {
    const job = { installationId, resourceId: id };
    return {
      installationId,
      kinds: RESOURCE_PUSHES,
      lock: () => this.lock(installationId, id),
      save: (push) => this.pushes.update(push as ResourcePush),
      say: (kind) => this.say(installationId, id, kind),
      told: (kind) => this.told(installationId, id, kind),
      refused: (kind, refusal) => this.refused(job, kind, refusal),
      comeBack: (afterSeconds) => this.jobs.enqueue(PUSH_RESOURCE, job, { afterSeconds }),
    };
  }

  /** The resource comes first, as for everybody who changes it and then has Vercel told. */
  private async lock(installationId: string, id: string): Promise<ResourcePush | null> {
    await this.resources.lock(installationId, id);
    return this.pushes.lock(installationId, id);
  }

  /** Newer secrets that were asked for meanwhile are not acknowledged by these. */
  private async told(installationId: string, id: string, kind: string): Promise<void> {
    if (kind !== 'secrets') return;
    const push = await this.pushes.lock(installationId, id);
    if (push?.outstanding.includes(kind) !== true) await this.rotations.acknowledge(installationId, id);
  }

  private async say(installationId: string, id: string, kind: string): Promise<Saying> {
    const resource = await this.resources.find(installationId, id);
    if (resource === null) return 'nothing';
    if (kind === 'deleted') return { call: (api, access) => api.resources.delete(access, id) };
    if (!resource.isLive) return 'nothing';
    if (resource.state === 'placed') return { notBefore: this.clock.inSeconds(LOOK_AGAIN_SECONDS) };
    if (kind === 'secrets') return this.saySecrets(resource);
    if (kind === 'status') return this.sayStatus(resource);
    const changed = { resourceId: id, productId: resource.productSlug };
    return { call: (api, access) => api.events.resourceUpdated(access, changed) };
  }

  private async sayStatus({ installationId, id, state }: Resource): Promise<Saying> {
    const shown = await this.notifications.shownOnResources(installationId, [id]);
    const update = { status: statusOf(state), notification: shown.get(id) ?? null };
    return { call: (api, access) => api.resources.update(access, id, update) };
  }

  /** Always the whole of the version that was told last, so that it replaces whatever Vercel holds. */
  private async saySecrets(resource: Resource): Promise<Saying> {
    const secrets = await this.rotations.presentSecrets(resource);
    if (secrets === null) return 'nothing';
    return { call: (api, access) => api.resources.updateSecrets(access, resource.id, { secrets, partial: false }) };
  }

  /** A resource that Vercel does not know is gone there, or not known there yet. */
  private async refused(
    { installationId, resourceId }: { readonly installationId: string; readonly resourceId: string },
    kind: string,
    { code, status }: Final,
  ): Promise<{ readonly notBefore: Date } | 'told' | 'given-up'> {
    if (status === 404 && kind === 'deleted') return 'told';
    const resource = await this.resources.find(installationId, resourceId);
    const since = resource?.transferredAt ?? resource?.createdAt;
    const age = this.clock.now().getTime() - (since?.getTime() ?? 0);
    if (status === 404 && age < UNKNOWN_FOR_MS) return { notBefore: this.clock.inSeconds(LOOK_AGAIN_SECONDS) };
    const details = { push: kind, code, ...(status === undefined ? {} : { status }) };
    this.audit.append({ installationId, action: 'resource.push-refused', subject: resourceId, details });
    return 'given-up';
  }
}
