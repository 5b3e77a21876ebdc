import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { OutstandingPush } from '../installations/index.js';

/** What Vercel has still to hear of a resource. */
@Entity('resource_pushes')
@ForeignKey('resources', ['installationId', 'resourceId'], ['installationId', 'id'], {
  name: 'resource_pushes_installation_id_resource_id_fkey',
  onUpdate: 'CASCADE',
  onDelete: 'CASCADE',
})
@Index('resource_pushes_due_at_idx', ['dueAt'], { where: 'due_at IS NOT NULL' })
export class ResourcePush extends OutstandingPush {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'resource_pushes_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ name: 'resource_id', type: 'text', primaryKeyConstraintName: 'resource_pushes_pkey' })
  readonly resourceId: string;
}
