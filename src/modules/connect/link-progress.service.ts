import { Injectable } from '@nestjs/common';
import { type AccountAccess, VercelApi } from '#libs/vercel-api';
import { UnitOfWork } from '../../platform/database/index.js';
import { VercelLine } from '../installations/index.js';
import { PresentSecrets, type SecretsVersion } from '../resources/index.js';
import { AccountCalls } from './account-calls.service.js';
import { LinkSettling } from './link-settling.service.js';
import type { ProjectLink } from './project-link.entity.js';
import { type LinkKey, ProjectLinkRepository } from './project-link.repository.js';
import { VariableWriter, type Written } from './variable-writer.js';

/** A link that somebody has set out to bring forward. */
interface Taken {
  readonly link: ProjectLink;
  readonly lease: Date;
  readonly access: AccountAccess;
  /** Null: its variables are to go. */
  readonly present: SecretsVersion | null;
  /** Ids of the variables of other links in the same project. */
  readonly others: ReadonlySet<string>;
}

const PARKED = 'Vercel refuses this connection at the moment. It goes on when Vercel allows it again.';
const NOT_READY = 'The resource is still being made. Its variables are set as soon as it is there.';

/** Brings a link where it is wanted: claimed under its lock, written outside of any transaction under a lease, settled under the lock again. */
@Injectable()
export class LinkProgress {
  constructor(
    private readonly api: VercelApi,
    private readonly calls: AccountCalls,
    private readonly line: VercelLine,
    private readonly links: ProjectLinkRepository,
    private readonly secrets: PresentSecrets,
    private readonly unitOfWork: UnitOfWork,
    private readonly settling: LinkSettling,
  ) {}

  /** One call chain at a time; whoever comes meanwhile leaves it to the one who is at it. */
  async advance(key: LinkKey): Promise<void> {
    const taken = await this.unitOfWork.run(() => this.take(key));
    if (taken === null) return;
    const { link, access, present, others } = taken;
    const writer = new VariableWriter(this.api, access, link.projectId);
    const comment = `Set by ${this.settling.product} for the resource ${link.resourceId}`;
    const terms = { targets: link.targets, comment };
    const written = await (present === null
      ? writer.erase(link.variables)
      : writer.write(present, terms, { known: link.variables, others }));
    await this.unitOfWork.run(() => this.settle(key, taken, written));
    await this.settling.acknowledge(key.installationId, key.resourceId);
  }

  /** The line comes first, as everywhere. */
  private async take(key: LinkKey): Promise<Taken | null> {
    const line = await this.line.openAccount(key.installationId);
    const link = await this.links.lock(key);
    const now = this.settling.now();
    if (link === null || !link.isOutstanding || link.isBusy(now)) return null;
    if (line.kind === 'open') return this.takeWith(link, line.access);
    if (line.kind === 'parked') link.wait(link.problem ?? PARKED, line.until, now);
    else link.giveUp('The account is not connected any more.', now);
    await this.links.update(link);
    return null;
  }

  private async takeWith(link: ProjectLink, access: AccountAccess): Promise<Taken | null> {
    const { installationId, resourceId } = link;
    const isWanted = link.wish === 'written';
    const present = isWanted ? await this.secrets.read(installationId, resourceId) : null;
    if (isWanted && present === null) {
      link.wait(NOT_READY, null, this.settling.now());
      await this.links.update(link);
      return null;
    }
    const lease = link.take(this.settling.now());
    await this.links.update(link);
    return { link, lease, access, present, others: await this.othersOf(link) };
  }

  private async othersOf({ installationId, resourceId, projectId }: ProjectLink): Promise<ReadonlySet<string>> {
    const links = await this.links.listOfProject(installationId, projectId);
    const others = links.filter((link) => link.resourceId !== resourceId);
    return new Set(others.flatMap(({ variables }) => variables.flatMap(({ id }) => id ?? [])));
  }

  private async settle(key: LinkKey, taken: Taken, written: Written): Promise<void> {
    const failure = written.kind === 'broken-off' ? written.failure : null;
    const outcome = failure ?? { kind: 'done' as const, value: undefined };
    const until = await this.calls.hear(key.installationId, outcome);
    const link = await this.links.lock(key);
    if (link === null || !link.isTaken(taken.lease)) return;
    const isOvertaken = link.updatedAt.getTime() !== taken.link.updatedAt.getTime();
    await this.settling.settle(link, { written, until, version: taken.present?.version ?? null, isOvertaken });
  }
}
