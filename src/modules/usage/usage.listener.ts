import { Injectable } from '@nestjs/common';
import { ListensTo } from '../../platform/events/index.js';
import { InstallationPurging } from '../installations/index.js';
import { ResourceHandedOver } from '../resources/index.js';
import { UsageRepository } from './usage.repository.js';

/** What moves and departures of others mean for usage. */
@Injectable()
export class UsageListener {
  constructor(private readonly usage: UsageRepository) {}

  /** What was used before stays the former owner's, also what is told of it later. */
  @ListensTo(ResourceHandedOver)
  async onHandedOver({ resourceId, formerInstallationId, until }: ResourceHandedOver): Promise<void> {
    await this.usage.keepFormerOwner(formerInstallationId, resourceId, until);
  }

  @ListensTo(InstallationPurging)
  async onPurging(event: InstallationPurging): Promise<void> {
    event.deleted(await this.usage.deleteSome(event.installationId, event.limit));
  }
}
