import { Injectable } from '@nestjs/common';
import type { DeleteInstallationResponse } from '#libs/vercel-contract';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Events } from '../../platform/events/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import type { DeleteInstallationRequest } from './dto/delete-installation.request.js';
import { UninstallRequested } from './installation.events.js';
import { InstallationRepository } from './installation.repository.js';
import { ADVANCE_UNINSTALL } from './jobs/advance-uninstall.definition.js';
import type { Installation } from './installation.entity.js';
import { MoneySettlement } from './money-settlement.js';
import { Uninstall, type UninstallOrigin } from './uninstall.entity.js';
import { UninstallRepository } from './uninstall.repository.js';

/** Begins uninstalls, each once, whoever asks; both methods run in the caller's unit of work. */
@Injectable()
export class UninstallService {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly uninstalls: UninstallRepository,
    private readonly settlement: MoneySettlement,
    private readonly events: Events,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Who asks second finds it begun. `finalized: true` promises that nothing will be invoiced any more. */
  async request(
    id: string,
    request: DeleteInstallationRequest,
    origin: UninstallOrigin,
  ): Promise<DeleteInstallationResponse> {
    const installation = await this.installations.getLocked(id);
    const now = this.clock.now();
    if (!installation.isActive) return { finalized: installation.isSettled(now) };
    const asked = new UninstallRequested(id);
    if (installation.everBilled) asked.owe('the plan of the installation');
    await this.events.publish(asked);
    const cascade = request.cascadeResourceDeletion !== false;
    installation.requestUninstall({ reason: request.reason ?? null, cascade, owes: asked.owes }, now);
    await this.installations.update(installation);
    const owes = asked.owes && !(await this.settlement.owesNothing(id));
    if (!owes) await this.shut(installation, now);
    await this.uninstalls.insert(Uninstall.request(id, { origin, owes }, now));
    await this.jobs.enqueue(ADVANCE_UNINSTALL, { installationId: id });
    const details = { reason: request.reason ?? null, cascade, owes, origin };
    this.audit.append({ installationId: id, action: 'installation.uninstall-requested', subject: id, details });
    return { finalized: !owes };
  }

  /** Nothing is owed: with our answer the token dies at Vercel, so nobody is to call with it any more. */
  private async shut(installation: Installation, now: Date): Promise<void> {
    installation.closeWindow(now);
    installation.closeLine(now);
    await this.installations.update(installation);
  }

  /** Something that an uninstall may have waited for has come about; of an installation that stays, nothing happens. */
  async proceed(installationId: string): Promise<void> {
    const uninstall = await this.uninstalls.find(installationId);
    if (uninstall?.isPending === true) await this.jobs.enqueue(ADVANCE_UNINSTALL, { installationId });
  }
}
