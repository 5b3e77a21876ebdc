import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A resource that was made for a connected account; its row stays, so that one which has been linked once is never swept. */
@Entity('connected_resources')
@ForeignKey('resources', ['installationId', 'resourceId'], ['installationId', 'id'], {
  name: 'connected_resources_installation_id_resource_id_fkey',
  onUpdate: 'CASCADE',
  onDelete: 'CASCADE',
})
@Index('connected_resources_sweep_at_idx', ['sweepAt'], { where: 'sweep_at IS NOT NULL' })
export class ConnectedResource {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'connected_resources_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ name: 'resource_id', type: 'text', primaryKeyConstraintName: 'connected_resources_pkey' })
  readonly resourceId: string;

  /** When it goes, should nobody have linked it by then; null: somebody has. */
  @Column({ name: 'sweep_at', type: 'timestamptz', nullable: true })
  readonly sweepAt: Date | null;
}
