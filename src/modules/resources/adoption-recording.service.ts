import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Unavailable } from '../../platform/errors/index.js';
import type { LinkedTerms } from './linked-terms.js';
import { ChangeFollowUp, termsOf } from './change-follow-up.js';
import type { DriverSecret } from './driver.port.js';
import { FIRST_VERSION, ResourceSecrets } from './resource-secrets.js';
import { ResourceRepository } from './resource.repository.js';

const TAKEN_BACK = { user: { message: 'The import took too long and was undone. Please try again.' } };

/** Records that Vercel knows a linked resource. */
@Injectable()
export class AdoptionRecording {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly secrets: ResourceSecrets,
    private readonly followUp: ChangeFollowUp,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Nothing when another attempt has. Runs in the caller's unit of work. @throws Unavailable when it was taken back meanwhile */
  async record(linked: LinkedTerms, made: readonly DriverSecret[], name: string): Promise<void> {
    const { installationId, id, revision } = linked;
    const now = this.clock.now();
    const secrets = this.secrets.sealSecrets(installationId, id, FIRST_VERSION, made);
    const done = { state: 'ready' as const, secrets, revision, now, lookAgain: now };
    const isRecorded = (await this.resources.complete(installationId, id, done)) !== null;
    const resource = await this.resources.getLocked(installationId, id);
    if (!resource.isLive || resource.state === 'placed') throw new Unavailable('The import was undone', TAKEN_BACK);
    if (!isRecorded) return;
    this.audit.append({ installationId, action: 'resource.imported', subject: id });
    const before = termsOf(resource);
    if (name !== resource.name) resource.rename(name, now);
    await this.followUp.save(resource, before);
  }
}
