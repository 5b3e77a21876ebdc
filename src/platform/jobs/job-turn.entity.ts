import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whose turn it is in an installation, for jobs of which one at a time runs there; the row is there as long as the turn. */
@Entity('job_turns')
export class JobTurn {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'job_turns_pkey' })
  readonly installationId: string;

  @Column({ name: 'job_id', type: 'uuid' })
  readonly jobId: string;

  @Column({ type: 'integer' })
  readonly attempt: number;

  /** By the database's own clock: a process that died gives its turn back by it. */
  @Column({ name: 'held_until', type: 'timestamptz' })
  readonly heldUntil: Date;
}
