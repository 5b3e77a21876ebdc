import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** Why a balance has changed. */
export type EntryKind = 'purchase' | 'burn' | 'refund' | 'adjustment';

/** One change of a balance, for ever: a trigger refuses to change or delete it before nothing is kept of the customer any more. */
@Entity('ledger_entries')
@ForeignKey('credit_accounts', ['installationId'], ['installationId'], { name: 'ledger_entries_installation_id_fkey' })
@Unique('ledger_entries_installation_id_reference_holder_uq', ['installationId', 'reference', 'holder'])
@Check('ledger_entries_kind_check', `kind IN ('purchase', 'burn', 'refund', 'adjustment')`)
@Check('ledger_entries_cents_check', 'cents <> 0')
export class LedgerEntry {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'ledger_entries_pkey' })
  readonly installationId: string;

  /** 1, 2, 3 and so on, in the order in which they were written. */
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'ledger_entries_pkey' })
  readonly number: string;

  @Column({ type: 'timestamptz' })
  readonly at: Date;

  /** A resource, or the installation itself. Keeps its name here whatever becomes of the resource. */
  @Column({ type: 'text' })
  readonly holder: string;

  @Column({ type: 'text' })
  readonly kind: EntryKind;

  /** Below zero: taken. */
  @Column({ type: 'bigint' })
  readonly cents: string;

  /** Names the fact that it follows from, so that nothing is written twice. */
  @Column({ type: 'text' })
  readonly reference: string;

  /** For whoever wants to know why: the plan and period of a burn, the reason of an adjustment. */
  @Column({ type: 'jsonb' })
  readonly details: Readonly<Record<string, unknown>>;
}
