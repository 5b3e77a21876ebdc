import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Suspension, SuspensionCause } from '../installations/index.js';

/** A reason for which one resource is kept out of use; moves along when the resource is transferred. */
@Entity('resource_suspensions')
@Check('resource_suspensions_cause_check', `cause IN ('operator', 'billing', 'credits')`)
@ForeignKey('resources', ['installationId', 'resourceId'], ['installationId', 'id'], {
  name: 'resource_suspensions_installation_id_resource_id_fkey',
  onUpdate: 'CASCADE',
  onDelete: 'CASCADE',
})
export class ResourceSuspension implements Suspension {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'resource_suspensions_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ name: 'resource_id', type: 'text', primaryKeyConstraintName: 'resource_suspensions_pkey' })
  readonly resourceId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'resource_suspensions_pkey' })
  readonly cause: SuspensionCause;

  @Column({ type: 'text' })
  readonly message: string;

  @Column({ type: 'timestamptz' })
  readonly since: Date;
}
