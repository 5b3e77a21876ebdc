import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { ConfigurationReader, type Standing } from './configuration-reader.port.js';
import { FindingRepository } from './finding.repository.js';
import { InstallationToken } from './installation-token.js';
import { InstallationRepository } from './installation.repository.js';
import { UninstallService } from './uninstall.service.js';

/** An installation that Vercel does not know, without saying that it was deleted, is given up on the third night: an outage is over by then. */
const GONE_FOR_MS = 47 * 3_600_000;

/** Finds out whether an installation still stands at Vercel, and uninstalls it as `DELETE` does when it does not. */
@Injectable()
export class StandingReconciliation {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly token: InstallationToken,
    private readonly configurations: ConfigurationReader,
    private readonly findings: FindingRepository,
    private readonly uninstalls: UninstallService,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** What Vercel says of one that is active here. */
  async of(id: string): Promise<Standing | 'not-active'> {
    const installation = await this.installations.find(id);
    const access = installation?.isActive ? this.token.accessOf(installation) : null;
    if (access === null) return 'not-active';
    const standing = await this.configurations.read(access);
    await this.unitOfWork.run(() => this.follow(id, standing));
    return standing;
  }

  private async follow(id: string, standing: Standing): Promise<void> {
    const found = standing === 'gone' ? [{ subject: id, details: {} }] : [];
    const [since] = await this.findings.replace(id, 'gone-at-vercel', found);
    const isGoneForLong = since !== undefined && this.clock.now().getTime() - since.getTime() >= GONE_FOR_MS;
    if (standing !== 'leaving' && !isGoneForLong) return;
    await this.uninstalls.request(id, { reason: 'not installed at Vercel any more' }, 'reconciliation');
  }
}
