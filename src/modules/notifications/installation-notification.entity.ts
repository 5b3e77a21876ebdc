import { Check, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { RaisedNotification } from './raised-notification.entity.js';

const PKEY = { primaryKeyConstraintName: 'installation_notifications_pkey' };

/** What one cause has to say beside an installation. */
@Entity('installation_notifications')
@ForeignKey('installations', ['installationId'], ['id'], { name: 'installation_notifications_installation_id_fkey' })
@Check('installation_notifications_level_check', `level IN ('info', 'warn', 'error')`)
@Check('installation_notifications_title_check', 'char_length(title) BETWEEN 1 AND 100')
export class InstallationNotification extends RaisedNotification {
  @PrimaryColumn({ name: 'installation_id', type: 'text', ...PKEY })
  readonly installationId: string;

  /** The cause. */
  @PrimaryColumn({ type: 'text', ...PKEY })
  readonly key: string;
}
