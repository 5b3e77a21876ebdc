import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/index.js';
import { NotFound } from '../../../platform/errors/index.js';
import { BillingDiscount } from './billing-discount.entity.js';

/** Discounts of single customers. */
@Injectable()
export class BillingDiscountRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async add(discount: BillingDiscount): Promise<void> {
    await this.unitOfWork.manager.insert(BillingDiscount, discount);
  }

  /** Locked until the transaction ends. @throws NotFound */
  async getLocked(installationId: string, id: string): Promise<BillingDiscount> {
    this.unitOfWork.assertOpen('A lock');
    const where = { installationId, id };
    const lock = { mode: 'pessimistic_write' as const };
    const discount = await this.unitOfWork.manager.findOne(BillingDiscount, { where, lock });
    if (discount === null) throw new NotFound('Discount');
    return discount;
  }

  async update({ installationId, id, endsAt }: BillingDiscount): Promise<void> {
    await this.unitOfWork.manager.update(BillingDiscount, { installationId, id }, { endsAt });
  }

  /** A page of them by id, those that have ended included. */
  listPage(installationId: string, afterId: string, limit: number): Promise<BillingDiscount[]> {
    return this.unitOfWork.manager
      .createQueryBuilder(BillingDiscount, 'd')
      .where('d.installation_id = :installationId AND d.id > :afterId', { installationId, afterId })
      .orderBy('d.id')
      .limit(limit)
      .getMany();
  }
}
