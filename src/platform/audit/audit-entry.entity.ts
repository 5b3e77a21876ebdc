import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One line of the audit log; the database refuses to change or delete it. */
@Entity('audit_entries')
@Check('audit_entries_actor_kind_check', `actor_kind IN ('vercel-user', 'vercel-system', 'operator', 'product', 'job')`)
@Index('audit_entries_installation_id_at_idx', ['installationId', 'at'])
export class AuditEntry {
  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'audit_entries_pkey' })
  readonly at: Date;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'audit_entries_pkey' })
  readonly id: string;

  @Column({ name: 'installation_id', type: 'text', nullable: true })
  readonly installationId: string | null;

  @Column({ name: 'actor_kind', type: 'text' })
  readonly actorKind: string;

  @Column({ name: 'actor_id', type: 'text', nullable: true })
  readonly actorId: string | null;

  @Column({ type: 'text' })
  readonly action: string;

  @Column({ type: 'text', nullable: true })
  readonly subject: string | null;

  @Column({ type: 'jsonb' })
  readonly details: Record<string, unknown>;

  @Column({ name: 'request_id', type: 'text', nullable: true })
  readonly requestId: string | null;
}
