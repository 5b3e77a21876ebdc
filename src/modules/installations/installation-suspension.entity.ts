import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Suspension, SuspensionCause } from './suspension.js';

/** A reason for which a whole installation is kept out of use. */
@Entity('installation_suspensions')
@Check('installation_suspensions_cause_check', `cause IN ('operator', 'billing', 'credits')`)
@ForeignKey('installations', ['installationId'], ['id'], { name: 'installation_suspensions_installation_id_fkey' })
export class InstallationSuspension implements Suspension {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'installation_suspensions_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'installation_suspensions_pkey' })
  readonly cause: SuspensionCause;

  @Column({ type: 'text' })
  readonly message: string;

  @Column({ type: 'timestamptz' })
  readonly since: Date;
}
