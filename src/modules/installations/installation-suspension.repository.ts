import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import { InstallationSuspension } from './installation-suspension.entity.js';
import type { Suspension, SuspensionCause } from './suspension.js';

const PUT = `INSERT INTO installation_suspensions AS s (installation_id, cause, message, since) VALUES ($1, $2, $3, $4)
  ON CONFLICT (installation_id, cause) DO UPDATE SET message = excluded.message WHERE s.message <> excluded.message
  RETURNING cause`;

/** Why installations are kept out of use; who changes it holds the installation's lock. */
@Injectable()
export class InstallationSuspensionRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  /** False when the cause was there already, with the same words. */
  async put(installationId: string, { cause, message, since }: Suspension): Promise<boolean> {
    return (await this.sql.affected({ text: PUT, values: [installationId, cause, message, since] })) > 0;
  }

  /** False when the cause was not there. */
  async remove(installationId: string, cause: SuspensionCause): Promise<boolean> {
    const { affected } = await this.unitOfWork.manager.delete(InstallationSuspension, { installationId, cause });
    return (affected ?? 0) > 0;
  }

  async removeAll(installationId: string): Promise<void> {
    await this.unitOfWork.manager.delete(InstallationSuspension, { installationId });
  }

  /** The oldest first. */
  find(installationId: string): Promise<InstallationSuspension[]> {
    const order = { since: 'ASC', cause: 'ASC' } as const;
    return this.unitOfWork.manager.find(InstallationSuspension, { where: { installationId }, order });
  }
}
