import { Injectable } from '@nestjs/common';
import { ListensTo } from '../../platform/events/index.js';
import { InstallationPurging } from '../installations/index.js';
import { TransferClaimRepository } from './transfer-claim.repository.js';

/** Of a tenant that has left, claims go with all else. */
@Injectable()
export class PurgeListener {
  constructor(private readonly claims: TransferClaimRepository) {}

  @ListensTo(InstallationPurging)
  async onPurging(event: InstallationPurging): Promise<void> {
    event.deleted(await this.claims.deleteSome(event.installationId, event.limit));
  }
}
