import { Check, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { RaisedNotification } from './raised-notification.entity.js';

const PKEY = { primaryKeyConstraintName: 'resource_notifications_pkey' };

/** What one cause has to say beside a resource; it goes along when the resource is transferred. */
@Entity('resource_notifications')
@ForeignKey('resources', ['installationId', 'resourceId'], ['installationId', 'id'], {
  name: 'resource_notifications_installation_id_resource_id_fkey',
  onUpdate: 'CASCADE',
  onDelete: 'CASCADE',
})
@Check('resource_notifications_level_check', `level IN ('info', 'warn', 'error')`)
@Check('resource_notifications_title_check', 'char_length(title) BETWEEN 1 AND 100')
export class ResourceNotification extends RaisedNotification {
  @PrimaryColumn({ name: 'installation_id', type: 'text', ...PKEY })
  readonly installationId: string;

  @PrimaryColumn({ name: 'resource_id', type: 'text', ...PKEY })
  readonly resourceId: string;

  /** The cause. */
  @PrimaryColumn({ type: 'text', ...PKEY })
  readonly key: string;
}
