import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { Catalog } from '../../catalog/index.js';
import { type Installation, InstallationRepository } from '../../installations/index.js';
import { periodAt } from '../periods/index.js';
import { type PeriodStatement, PeriodStatements } from '../statements/index.js';
import { BurnRepository, type PastPeriod } from './burn.repository.js';
import { burningOf } from './burning.js';
import { LatePeriods, type Reach } from './late-periods.service.js';
import { Ledger } from './ledger.service.js';

/** Takes what was used from the credits: what periods come to, less what was taken for them before. */
@Injectable()
export class Burns {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly statements: PeriodStatements,
    private readonly latePeriods: LatePeriods,
    private readonly burns: BurnRepository,
    private readonly ledger: Ledger,
    private readonly catalog: Catalog,
    private readonly clock: Clock,
  ) {}

  /** Locks the installation in the caller's unit of work and takes what is missing; nothing of one that has left. */
  async bringForward(installationId: string, reach: Reach): Promise<void> {
    const installation = await this.installations.lock(installationId);
    if (installation === null || installation.state === 'uninstalled') return;
    const late = await this.latePeriods.find(installation, reach);
    for (const statement of await this.rate(installation, late)) await this.settle(statement);
    await this.burns.notePeriods(installationId, late);
  }

  /** Nothing is used any more from the request to uninstall on. */
  private rate(
    { id: installationId, createdAt, uninstallRequestedAt }: Installation,
    late: readonly PastPeriod[],
  ): Promise<readonly PeriodStatement[]> {
    const until = uninstallRequestedAt ?? this.clock.now();
    const present = { installationId, period: periodAt(this.catalog.period, createdAt, until), until };
    const past = late.filter(({ end }) => end <= until);
    const requests = past.map(({ start, end }) => ({ installationId, period: { start, end }, until: end }));
    return this.statements.of([...requests, present]);
  }

  private async settle(statement: PeriodStatement): Promise<void> {
    const { installationId, period } = statement;
    const { costs, burned } = burningOf(statement, await this.burns.burned(installationId, [period]));
    await this.ledger.charge(installationId, costs);
    await this.burns.note(installationId, burned);
  }
}
