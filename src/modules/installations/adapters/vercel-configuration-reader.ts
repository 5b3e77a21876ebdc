import { Injectable } from '@nestjs/common';
import { type AccountAccess, VercelApi } from '#libs/vercel-api';
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

  async read(access: AccountAccess): Promise<Standing> {
    this.unitOfWork.assertClosed('A call to Vercel');
    const outcome = await this.api.configurations.get(access, access.teamId === null ? {} : { teamId: access.teamId });
    if (outcome.kind === 'installation-gone') return 'gone';
    if (outcome.kind === 'installation-disabled') return 'standing';
    if (outcome.kind === 'final')
      throw new Conflict('Vercel does not tell the configuration', { reason: outcome.code });
    if (outcome.kind !== 'done') throw new Unavailable('Vercel cannot be asked now', { reason: outcome.code });
    const { deleteRequestedAt, deletedAt } = outcome.value;
    return deleteRequestedAt === undefined && deletedAt === undefined ? 'standing' : 'leaving';
  }
}
