import { Injectable } from '@nestjs/common';
import { Sql } from '../../../platform/database/index.js';
import { ListensTo } from '../../../platform/events/index.js';
import { InstallationPurging } from '../../installations/index.js';

const DELETE_SOME = `DELETE FROM billing_discounts WHERE installation_id = $1 AND id IN (
  SELECT id FROM billing_discounts WHERE installation_id = $1 LIMIT $2
)`;

/** What becomes of the discounts of a customer who has left. */
@Injectable()
export class DiscountsListener {
  constructor(private readonly sql: Sql) {}

  @ListensTo(InstallationPurging)
  async onPurging(event: InstallationPurging): Promise<void> {
    event.deleted(await this.sql.affected({ text: DELETE_SOME, values: [event.installationId, event.limit] }));
  }
}
