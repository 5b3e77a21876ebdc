import { Injectable } from '@nestjs/common';
import { ListensTo } from '../../platform/events/index.js';
import { InstallationPurging } from '../installations/index.js';
import { ResourceHandedOver, ResourceProvisioned } from '../resources/index.js';
import { UsagePolling } from './polling/usage-polling.service.js';
import { UsageRepository } from './usage.repository.js';

/** What moves and departures of others mean for usage. */
@Injectable()
export class UsageListener {
  constructor(
    private readonly usage: UsageRepository,
    private readonly polling: UsagePolling,
  ) {}

  /** Its product is asked what it uses, where it can tell. */
  @ListensTo(ResourceProvisioned)
  onProvisioned({ installationId, resourceId, productSlug }: ResourceProvisioned): void {
    this.polling.begin({ installationId, resourceId }, productSlug);
  }

  /** What was used before stays the former owner's, also what is told of it later. */
  @ListensTo(ResourceHandedOver)
  async onHandedOver({ resourceId, installationId, formerInstallationId, until }: ResourceHandedOver): Promise<void> {
    await this.usage.keepFormerOwner(formerInstallationId, resourceId, until);
    await this.polling.handOver({ installationId, resourceId }, until);
  }

  @ListensTo(InstallationPurging)
  async onPurging(event: InstallationPurging): Promise<void> {
    event.deleted(await this.usage.deleteSome(event.installationId, event.limit));
  }
}
