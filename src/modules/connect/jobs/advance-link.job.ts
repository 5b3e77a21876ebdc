import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { LinkProgress } from '../link-progress.service.js';
import type { LinkKey } from '../project-link.repository.js';
import { ADVANCE_LINK } from './advance-link.definition.js';

/** Goes by what is outstanding when it runs. */
@Injectable()
@HandlesJob(ADVANCE_LINK)
export class AdvanceLink implements JobHandler<LinkKey> {
  constructor(private readonly progress: LinkProgress) {}

  run(key: LinkKey): Promise<void> {
    return this.progress.advance(key);
  }
}
