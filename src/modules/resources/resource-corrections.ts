import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { FindingRepository } from '../installations/index.js';
import type { Comparison } from './resource-comparison.js';
import { ResourcePushes } from './resource-pushes.service.js';

/** Has Vercel hear again what it knows otherwise, on record each time, and keeps for operators what nobody can mend. */
@Injectable()
export class ResourceCorrections {
  constructor(
    private readonly pushes: ResourcePushes,
    private readonly findings: FindingRepository,
    private readonly audit: Audit,
  ) {}

  /** Runs in the caller's unit of work. */
  async follow(installationId: string, { pushes, missing, unknown }: Comparison): Promise<void> {
    for (const { id, kind, before, after } of pushes) {
      await this.pushes.request(installationId, id, kind);
      const details = { kind, before, after };
      this.audit.append({ installationId, action: 'resource.corrected-at-vercel', subject: id, details });
    }
    await this.findings.replace(installationId, 'missing-at-vercel', missing);
    await this.findings.replace(installationId, 'unknown-here', unknown);
  }
}
