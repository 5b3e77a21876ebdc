import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** The credits of an installation as a whole. Its row is locked by whoever writes entries. */
@Entity('credit_accounts')
@ForeignKey('installations', ['installationId'], ['id'], { name: 'credit_accounts_installation_id_fkey' })
@Index('credit_accounts_due_at_idx', ['dueAt'])
export class CreditAccount {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'credit_accounts_pkey' })
  readonly installationId: string;

  /** How many entries its ledger has; the number of the last one. */
  @Column({ type: 'bigint', default: 0 })
  readonly entries: string;

  /** When usage is taken from the credits again; null: nothing prepaid is going on. */
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  readonly dueAt: Date | null;

  /** When its customer asked to leave, and what was left over was written down. */
  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  readonly closedAt: Date | null;

  @Column({ name: 'opened_at', type: 'timestamptz' })
  readonly openedAt: Date;
}
