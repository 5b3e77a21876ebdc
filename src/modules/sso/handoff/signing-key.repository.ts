import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Sql, UnitOfWork } from '../../../platform/database/index.js';
import { SigningKeyRow } from './signing-key.entity.js';

/** Keys that sign identities, the newest first. */
@Injectable()
export class SigningKeyRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  findAll(): Promise<SigningKeyRow[]> {
    return this.unitOfWork.manager.find(SigningKeyRow, { order: { createdAt: 'DESC', id: 'ASC' } });
  }

  /** Until the unit of work ends nobody else adds one. */
  async lockAll(): Promise<void> {
    this.unitOfWork.assertOpen('A lock');
    await this.sql.affected({ text: 'LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE', values: [] });
  }

  async add(key: SigningKeyRow): Promise<void> {
    await this.unitOfWork.manager.insert(SigningKeyRow, key);
  }

  async deleteBefore(instant: Date): Promise<void> {
    await this.unitOfWork.manager.delete(SigningKeyRow, { createdAt: LessThan(instant) });
  }
}
