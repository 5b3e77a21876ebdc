import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What has been taken so far for what a resource, or the installation itself, used on a plan in a period. */
@Entity('credit_burns')
@ForeignKey('credit_accounts', ['installationId'], ['installationId'], { name: 'credit_burns_installation_id_fkey' })
export class CreditBurn {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'credit_burns_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ name: 'period_start', type: 'timestamptz', primaryKeyConstraintName: 'credit_burns_pkey' })
  readonly periodStart: Date;

  /** Who used it; who paid is in the ledger. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'credit_burns_pkey' })
  readonly holder: string;

  @PrimaryColumn({ name: 'plan_id', type: 'text', primaryKeyConstraintName: 'credit_burns_pkey' })
  readonly planId: string;

  @Column({ type: 'bigint' })
  readonly cents: string;

  /** Counts how often it has changed; part of the references of its entries. */
  @Column({ type: 'integer' })
  readonly revision: number;
}
