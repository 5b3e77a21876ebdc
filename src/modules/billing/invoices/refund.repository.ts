import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/index.js';
import type { Invoice } from './invoice.entity.js';
import { Refund } from './refund.entity.js';

/** Refunds, by their invoice. */
@Injectable()
export class RefundRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Of one invoice, in the order in which they were asked for. */
  findOf({ installationId, id: invoiceId }: Pick<Invoice, 'installationId' | 'id'>): Promise<Refund[]> {
    const order = { createdAt: 'ASC', id: 'ASC' } as const;
    return this.unitOfWork.manager.find(Refund, { where: { installationId, invoiceId }, order });
  }

  async insert(refund: Refund): Promise<void> {
    await this.unitOfWork.manager.insert(Refund, refund);
  }

  async update(refund: Refund): Promise<void> {
    const { installationId, id } = refund;
    await this.unitOfWork.manager.update(Refund, { installationId, id }, refund);
  }
}
