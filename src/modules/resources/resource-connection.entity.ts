import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A project at Vercel that a resource is, or was, connected to; moves along when the resource is transferred. */
@Entity('resource_connections')
@Check('resource_connections_state_check', `state IN ('connected', 'disconnected')`)
@ForeignKey('resources', ['installationId', 'resourceId'], ['installationId', 'id'], {
  name: 'resource_connections_installation_id_resource_id_fkey',
  onUpdate: 'CASCADE',
  onDelete: 'CASCADE',
})
export class ResourceConnection {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'resource_connections_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ name: 'resource_id', type: 'text', primaryKeyConstraintName: 'resource_connections_pkey' })
  readonly resourceId: string;

  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'resource_connections_pkey' })
  readonly projectId: string;

  @Column({ name: 'project_name', type: 'text', nullable: true })
  readonly projectName: string | null;

  /** Deployment targets that get the secrets. */
  @Column({ type: 'text', array: true })
  readonly targets: readonly string[];

  @Column({ type: 'text' })
  readonly state: 'connected' | 'disconnected';

  /** By Vercel's clock. */
  @Column({ name: 'state_since', type: 'timestamptz' })
  readonly stateSince: Date;
}
