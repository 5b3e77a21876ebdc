import { Injectable } from '@nestjs/common';
import { DrainDesk } from './drain-desk.service.js';
import { LinkDesk } from './link-desk.service.js';
import { ProjectDrainRepository } from './project-drain.repository.js';
import type { LinkKey } from './project-link.repository.js';

/** Ends a link with all that was set up in its project. */
@Injectable()
export class LinkEnding {
  constructor(
    private readonly drains: ProjectDrainRepository,
    private readonly drainDesk: DrainDesk,
    private readonly linkDesk: LinkDesk,
  ) {}

  /** What is sent goes first, so that nothing is sent of a project that is not connected. @throws as the removal of a drain does */
  async end(key: LinkKey): Promise<void> {
    for (const { name } of await this.drains.listOf(key)) await this.drainDesk.remove({ ...key, name });
    await this.linkDesk.unlink(key);
  }
}
