import { Injectable } from '@nestjs/common';
import { Audit } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { defineJob, everySeconds, HandlesJob, type JobHandler, type TickData } from '../../../platform/jobs/index.js';
import { RemovalService } from '../../resources/index.js';
import { ConnectedResourceRepository } from '../connected-resource.repository.js';
import { ProjectLinkRepository } from '../project-link.repository.js';

const BATCH = 100;

const SWEEP = everySeconds(3_600, defineJob<TickData>('connect.sweep-resources', 'bulk'));

type Named = { readonly installationId: string; readonly resourceId: string };

/** Once an hour: resources that were made on the way and never linked go. Nobody has their secrets, since those only leave by a link. */
@Injectable()
@HandlesJob(SWEEP)
export class SweepResources implements JobHandler<TickData> {
  constructor(
    private readonly resources: ConnectedResourceRepository,
    private readonly links: ProjectLinkRepository,
    private readonly removal: RemovalService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    for (;;) {
      const due = await this.resources.findDue(this.clock.now(), BATCH);
      for (const one of due) await this.unitOfWork.run(() => this.sweep(one));
      if (due.length < BATCH) return;
    }
  }

  private async sweep({ installationId, resourceId }: Named): Promise<void> {
    if (!(await this.resources.take({ installationId, resourceId }, this.clock.now()))) return;
    const links = await this.links.listOfResource(installationId, resourceId);
    if (links.length > 0) return;
    this.audit.append({ installationId, action: 'resource.never-linked', subject: resourceId });
    await this.removal.start(installationId, resourceId);
  }
}
