import { Injectable } from '@nestjs/common';
import type { Failure } from '#libs/vercel-api';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Settings } from '../../platform/config/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { PresentSecrets } from '../resources/index.js';
import { wordsFor } from './failure-words.js';
import { ADVANCE_LINK } from './jobs/advance-link.definition.js';
import type { ProjectLink } from './project-link.entity.js';
import { ProjectLinkRepository } from './project-link.repository.js';
import type { Written } from './variable-writer.js';

/** What became of a writing. */
interface Outcome {
  readonly written: Written;
  /** Until then Vercel refuses the account. */
  readonly until: Date | null;
  /** The version that was written; null: variables were to go. */
  readonly version: number | null;
  /** Whether something else has been wished meanwhile. */
  readonly isOvertaken: boolean;
}

/** Writes down how far a link has come, and sees to what is left. */
@Injectable()
export class LinkSettling {
  constructor(
    private readonly links: ProjectLinkRepository,
    private readonly secrets: PresentSecrets,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** What variables are described by at Vercel. */
  get product(): string {
    return this.settings.integration.slug;
  }

  now(): Date {
    return this.clock.now();
  }

  /** In the caller's unit of work, which holds the lock of the link. */
  async settle(link: ProjectLink, { written, until, version, isOvertaken }: Outcome): Promise<void> {
    const now = this.clock.now();
    if (isOvertaken) {
      link.overtake(written.variables, now);
      return this.comeBack(link, now);
    }
    if (written.kind === 'broken-off') return this.breakOff(link, written, until);
    if (version === null) return this.forget(link);
    link.settle(written.variables, version, now);
    await this.links.update(link);
    this.note(link, link.isWritten ? 'project.linked' : 'project.partly-linked');
  }

  /** Once no project holds an older version, the product may end it; so it does where no project has any. */
  async acknowledge(installationId: string, resourceId: string): Promise<void> {
    const present = await this.secrets.read(installationId, resourceId);
    if (present === null) return;
    const links = await this.links.listOfResource(installationId, resourceId);
    if (!links.every((link) => link.isUpTo(present.version))) return;
    await this.secrets.acknowledge(installationId, resourceId, present.version);
  }

  private async breakOff(
    link: ProjectLink,
    { failure, variables }: Extract<Written, { kind: 'broken-off' }>,
    until: Date | null,
  ): Promise<void> {
    const now = this.clock.now();
    link.keep(variables);
    if (failure.kind === 'final') {
      link.giveUp(wordsFor(failure), now);
      await this.links.update(link);
      return this.note(link, 'project.link-refused', failure);
    }
    link.wait(wordsFor(failure), until ?? this.asked(failure), now);
    await this.comeBack(link, link.dueAt ?? now);
  }

  private asked(failure: Failure): Date | null {
    return 'afterMs' in failure && failure.afterMs !== undefined ? this.clock.inSeconds(failure.afterMs / 1_000) : null;
  }

  private async forget(link: ProjectLink): Promise<void> {
    await this.links.delete(link);
    this.note(link, 'project.unlinked');
  }

  private async comeBack(link: ProjectLink, at: Date): Promise<void> {
    await this.links.update(link);
    const { installationId, resourceId, projectId } = link;
    const afterSeconds = Math.max(0, Math.ceil((at.getTime() - this.clock.now().getTime()) / 1_000));
    await this.jobs.enqueue(ADVANCE_LINK, { installationId, resourceId, projectId }, { afterSeconds });
  }

  private note({ installationId, resourceId, projectId }: ProjectLink, action: string, failure?: Failure): void {
    const details = { projectId, ...(failure === undefined ? {} : { code: failure.code }) };
    this.audit.append({ installationId, action, subject: resourceId, details });
  }
}
