import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/index.js';
import { HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { ConfigurationReader } from '../configuration-reader.port.js';
import { InstallationToken } from '../installation-token.js';
import { InstallationRepository } from '../installation.repository.js';
import { UninstallService } from '../uninstall.service.js';
import { CHECK_REMOVAL } from './check-removal.definition.js';

/** Reads the configuration at Vercel, and uninstalls as `DELETE` does only if it is not there any more. */
@Injectable()
@HandlesJob(CHECK_REMOVAL)
export class CheckRemoval implements JobHandler<{ installationId: string }> {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly uninstalls: UninstallService,
    private readonly token: InstallationToken,
    private readonly configurations: ConfigurationReader,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** What has left already needs no question; a `DELETE` that comes meanwhile wins, and the rest finds nothing to do. */
  async run({ installationId: id }: { installationId: string }): Promise<void> {
    const installation = await this.installations.find(id);
    const access = installation?.isActive ? this.token.accessOf(installation) : null;
    if (access === null) return;
    if ((await this.configurations.read(access)) === 'standing') return;
    await this.unitOfWork.run(() =>
      this.uninstalls.request(id, { reason: 'integration-configuration.removed' }, 'webhook'),
    );
  }
}
