import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { InvalidInput } from '../../../platform/errors/index.js';
import { Catalog } from '../../catalog/index.js';
import { InstallationRepository } from '../../installations/index.js';
import { BillingDiscount } from './billing-discount.entity.js';
import { BillingDiscountRepository } from './billing-discount.repository.js';

/** What a customer is to pay less; either a percentage or dollars for each resource, plan and period. */
export interface Granted {
  readonly name: string;
  /** Absent: on every plan. */
  readonly planId?: string;
  readonly percentage?: string;
  readonly amount?: string;
  /** Absent: until somebody ends it. */
  readonly endsAt?: Date;
}

/** Lets single customers pay less, from now on. */
@Injectable()
export class CustomerDiscounts {
  constructor(
    private readonly discounts: BillingDiscountRepository,
    private readonly installations: InstallationRepository,
    private readonly catalog: Catalog,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** It counts in the whole of the present period. @throws NotFound, Conflict when the installation leaves, InvalidInput */
  grant(installationId: string, granted: Granted, reason: string): Promise<BillingDiscount> {
    return this.unitOfWork.run(async () => {
      await this.installations.lockActiveTerms(installationId);
      const now = this.clock.now();
      this.check(granted, now);
      const discount = BillingDiscount.grant(installationId, randomUUID(), granted, now);
      await this.discounts.add(discount);
      this.record('discount.granted', discount, reason);
      return discount;
    });
  }

  /** The present period is the last one in which it counts; what has ended stays as it is. @throws NotFound */
  end(installationId: string, id: string, reason: string): Promise<BillingDiscount> {
    return this.unitOfWork.run(async () => {
      const discount = await this.discounts.getLocked(installationId, id);
      if (!discount.end(this.clock.now())) return discount;
      await this.discounts.update(discount);
      this.record('discount.ended', discount, reason);
      return discount;
    });
  }

  private check({ planId, percentage, amount, endsAt }: Granted, now: Date): void {
    const faults = [
      ...((percentage === undefined) === (amount === undefined)
        ? [{ key: 'percentage', message: 'must be there, or an amount, but not both' }]
        : []),
      ...(planId === undefined || this.catalog.sells(planId) ? [] : [{ key: 'planId', message: 'is not a plan' }]),
      ...(endsAt === undefined || endsAt > now ? [] : [{ key: 'endsAt', message: 'must be to come' }]),
    ];
    if (faults.length > 0) throw new InvalidInput(faults);
  }

  private record(
    action: string,
    { installationId, id, name, planId, percentage, amount }: BillingDiscount,
    reason: string,
  ): void {
    const details = { name, planId, percentage, amount, reason };
    this.audit.append({ installationId, action, subject: id, details });
  }
}
