import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** An installation that Vercel refuses every call of; a row while that is so. */
@Entity('vercel_parkings')
@ForeignKey('installations', ['installationId'], ['id'], { name: 'vercel_parkings_installation_id_fkey' })
@Check('vercel_parkings_cause_check', `cause IN ('disabled', 'gone')`)
export class VercelParking {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'vercel_parkings_pkey' })
  readonly installationId: string;

  /** `disabled`: until it is enabled again at Vercel; `gone`: installation or token are no more. */
  @Column({ type: 'text' })
  readonly cause: 'disabled' | 'gone';

  /** Vercel's code of the latest refusal. */
  @Column({ type: 'text' })
  readonly code: string;

  @Column({ type: 'timestamptz' })
  readonly since: Date;

  /** When one call tries again. */
  @Column({ type: 'timestamptz' })
  readonly until: Date;

  /** Refusals in a row. */
  @Column({ type: 'integer' })
  readonly attempts: number;
}
