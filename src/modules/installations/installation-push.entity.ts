import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { OutstandingPush } from './outstanding-push.entity.js';

/** What Vercel has still to hear of an installation itself. */
@Entity('installation_pushes')
@ForeignKey('installations', ['installationId'], ['id'], { name: 'installation_pushes_installation_id_fkey' })
@Index('installation_pushes_due_at_idx', ['dueAt'], { where: 'due_at IS NOT NULL' })
export class InstallationPush extends OutstandingPush {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'installation_pushes_pkey' })
  readonly installationId: string;
}
