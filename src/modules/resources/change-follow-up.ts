import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { BRING_FORWARD } from './jobs/bring-forward.definition.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';

const SAFETY_SECONDS = 60;

type ResourceTerms = Pick<Resource, 'name' | 'metadata' | 'planId' | 'protocolSettings' | 'revision'>;

/** Writes a change down with all that has to follow it: the job that tells the driver, and the audit entry. */
@Injectable()
export class ChangeFollowUp {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** `before` is the resource as it was read; one in which nothing has changed leaves no trace. */
  async save(resource: Resource, before: ResourceTerms): Promise<void> {
    const { installationId, id } = resource;
    const fields = changedFields(before, resource);
    if (fields.length === 0) return;
    if (resource.revision > before.revision) {
      resource.expectBy(this.clock.inSeconds(SAFETY_SECONDS));
      await this.jobs.enqueue(BRING_FORWARD, { installationId, resourceId: id });
    }
    await this.resources.update(resource);
    const plan = { before: before.planId, after: resource.planId };
    const details = { fields, ...(plan.before === plan.after ? {} : { billingPlanId: plan }) };
    this.audit.append({ installationId, action: 'resource.changed', subject: id, details });
  }
}

/** What a customer can change of a resource, as it is at the moment. */
export function termsOf({ name, metadata, planId, protocolSettings, revision }: Resource): ResourceTerms {
  return { name, metadata, planId, protocolSettings, revision };
}

/** Names as Vercel has them. */
function changedFields(before: ResourceTerms, after: ResourceTerms): readonly string[] {
  const isSame: Readonly<Record<string, boolean>> = {
    name: before.name === after.name,
    metadata: isDeepStrictEqual(before.metadata, after.metadata),
    billingPlanId: before.planId === after.planId,
    protocolSettings: isDeepStrictEqual(before.protocolSettings, after.protocolSettings),
  };
  return Object.keys(isSame).filter((field) => isSame[field] === false);
}
