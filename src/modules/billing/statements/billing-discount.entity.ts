import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { mutable } from '../../../platform/database/index.js';

interface Terms {
  readonly name: string;
  readonly planId?: string;
  readonly percentage?: string;
  readonly amount?: string;
  readonly endsAt?: Date;
}

/** What one customer pays less, in every period that it has a part in; after what its plans take off. */
@Entity('billing_discounts')
@ForeignKey('installations', ['installationId'], ['id'], { name: 'billing_discounts_installation_id_fkey' })
@Check('billing_discounts_amount_check', '(percentage IS NULL) <> (amount IS NULL)')
@Check('billing_discounts_percentage_check', 'percentage > 0 AND percentage <= 100')
@Check('billing_discounts_ends_at_check', 'ends_at > starts_at')
export class BillingDiscount {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'billing_discounts_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'billing_discounts_pkey' })
  readonly id: string;

  /** As it stands on invoices. */
  @Column({ type: 'text' })
  readonly name: string;

  /** Null: on every plan. */
  @Column({ name: 'plan_id', type: 'text', nullable: true })
  readonly planId: string | null;

  @Column({ type: 'numeric', precision: 7, scale: 4, nullable: true })
  readonly percentage: string | null;

  /** Dollars for each resource, plan and period. */
  @Column({ type: 'numeric', precision: 13, scale: 2, nullable: true })
  readonly amount: string | null;

  @Column({ name: 'starts_at', type: 'timestamptz' })
  readonly startsAt: Date;

  /** Null: until somebody ends it. */
  @Column({ name: 'ends_at', type: 'timestamptz', nullable: true })
  readonly endsAt: Date | null;

  /** From now on. */
  static grant(
    installationId: string,
    id: string,
    { name, planId, percentage, amount, endsAt }: Terms,
    now: Date,
  ): BillingDiscount {
    const terms = { name, planId: planId ?? null, percentage: percentage ?? null, amount: amount ?? null };
    return Object.assign(new BillingDiscount(), {
      installationId,
      id,
      ...terms,
      startsAt: now,
      endsAt: endsAt ?? null,
    });
  }

  /** False where it has ended already. */
  end(now: Date): boolean {
    if (this.endsAt !== null && this.endsAt <= now) return false;
    mutable(this).endsAt = new Date(Math.max(now.getTime(), this.startsAt.getTime() + 1));
    return true;
  }
}
