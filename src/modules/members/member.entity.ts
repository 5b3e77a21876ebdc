import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { MemberRole } from '#libs/vercel-webhooks';

/** A member of the team behind an installation; who was removed stays as `NONE`, so that an older event does not bring them back. */
@Entity('members')
@Check('members_role_check', `role IN ('ADMIN', 'USER', 'NONE')`)
@ForeignKey('installations', ['installationId'], ['id'], { name: 'members_installation_id_fkey' })
export class Member {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'members_pkey' })
  readonly installationId: string;

  /** The `user_id` of the tokens. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'members_pkey' })
  readonly id: string;

  @Column({ type: 'text' })
  readonly role: MemberRole;

  /** By Vercel's clock. */
  @Column({ name: 'role_since', type: 'timestamptz' })
  readonly roleSince: Date;

  /** When Vercel was asked for the role the last time; null: never. */
  @Column({ name: 'confirmed_at', type: 'timestamptz', nullable: true })
  readonly confirmedAt: Date | null;
}
