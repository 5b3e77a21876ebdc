import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What customers have been told of a balance: nothing, that little is left, that nothing is, or that it is out of use. */
export type Standing = 'well' | 'low' | 'exhausted' | 'stopped';

/** What is left of the credits of a resource or of the installation: the sum of its ledger entries, kept with each of them. */
@Entity('credit_balances')
@ForeignKey('credit_accounts', ['installationId'], ['installationId'], {
  name: 'credit_balances_installation_id_fkey',
})
@Check('credit_balances_standing_check', `standing IN ('well', 'low', 'exhausted', 'stopped')`)
export class CreditBalance {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'credit_balances_pkey' })
  readonly installationId: string;

  /** A resource, or the installation itself. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'credit_balances_pkey' })
  readonly holder: string;

  @Column({ type: 'bigint', default: 0 })
  readonly cents: string;

  @Column({ type: 'text', default: 'well' })
  readonly standing: Standing;
}
