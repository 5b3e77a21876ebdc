import { Injectable } from '@nestjs/common';
import { VercelApi } from '#libs/vercel-api';
import type { Secret } from '../../../platform/crypto/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { Conflict, Unavailable } from '../../../platform/errors/index.js';
import { ConfigurationReader, type Standing } from '../configuration-reader.port.js';

/** Asks `Get Configuration` of Vercel's API. */
@Injectable()
export class VercelConfigurationReader extends ConfigurationReader {
  constructor(
    private readonly api: VercelApi,
    private readonly unitOfWork: UnitOfWork,
  ) {
    super();
  }

  async read(installationId: string, token: Secret): Promise<Standing> {
    this.unitOfWork.assertClosed('A call to Vercel');
    const outcome = await this.api.configurations.get({ installationId, token });
    if (outcome.kind === 'installation-gone') return 'gone';
    if (outcome.kind === 'installation-disabled') return 'standing';
    if (outcome.kind === 'final')
      throw new Conflict('Vercel does not tell the configuration', { reason: outcome.code });
    if (outcome.kind !== 'done') throw new Unavailable('Vercel cannot be asked now', { reason: outcome.code });
    const { deleteRequestedAt, deletedAt } = outcome.value;
    return deleteRequestedAt === undefined && deletedAt === undefined ? 'standing' : 'leaving';
  }
}
