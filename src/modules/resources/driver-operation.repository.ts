import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import { BEGIN_OPERATION, FIND_OPERATION, FORGET_OPERATIONS } from './driver-operation.sql.js';
import { DriverOperation, type OperationKind, type OperationOutcome } from './driver-operation.entity.js';
import type { ResourceKey } from './resource.repository.js';

const ID_BYTES = 24;
const BATCH = 1_000;

/** Names what an operation is about, beside its resource. */
export interface OperationSubject {
  readonly kind: OperationKind;
  readonly version: number;
}

/** Operations of products; who ends one holds the lock of its resource. */
@Injectable()
export class OperationRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  /** The id of the one that is open for this subject, begun now if there is none. */
  async beginOnce(
    installationId: string,
    resourceId: string,
    { kind, version, now, due }: OperationSubject & { readonly now: Date; readonly due: Date },
  ): Promise<string> {
    const id = `op_${randomBytes(ID_BYTES).toString('base64url')}`;
    const values = [installationId, id, resourceId, kind, version, now, due];
    const [row] = await this.sql.rows<{ id: string }>({ ...BEGIN_OPERATION, values });
    return row?.id ?? id;
  }

  findOpen(installationId: string, resourceId: string, subject: OperationSubject): Promise<DriverOperation | null> {
    const { kind, version } = subject;
    return this.unitOfWork.manager.findOneBy(DriverOperation, {
      installationId,
      resourceId,
      kind,
      version,
      outcome: IsNull(),
    });
  }

  /** Whose it is; a product knows nothing but the id. */
  async findOwner(id: string): Promise<ResourceKey | null> {
    const [row] = await this.sql.rows<ResourceKey & Record<string, unknown>>({ ...FIND_OPERATION, values: [id] });
    return row ?? null;
  }

  find(installationId: string, id: string): Promise<DriverOperation | null> {
    return this.unitOfWork.manager.findOneBy(DriverOperation, { installationId, id });
  }

  async update(operation: DriverOperation): Promise<void> {
    const { installationId, id } = operation;
    await this.unitOfWork.manager.update(DriverOperation, { installationId, id }, operation);
  }

  /** Ends one that is still open; a report that came before has ended it already. */
  async endOnce(installationId: string, id: string, outcome: OperationOutcome, now: Date): Promise<void> {
    const open = { installationId, id, outcome: IsNull() };
    await this.unitOfWork.manager.update(DriverOperation, open, { outcome, endedAt: now });
  }

  /** Deletes those that were due before; true when there may be more. */
  async forget(before: Date): Promise<boolean> {
    return (await this.sql.affected({ ...FORGET_OPERATIONS, values: [before, BATCH] })) === BATCH;
  }
}
