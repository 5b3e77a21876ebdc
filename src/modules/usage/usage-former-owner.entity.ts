import { Entity, Index, PrimaryColumn } from 'typeorm';

/** Whose a resource was until it went over: usage of before is theirs. */
@Entity('usage_former_owners')
@Index('usage_former_owners_resource_id_until_idx', ['resourceId', 'until'])
export class UsageFormerOwner {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'usage_former_owners_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ name: 'resource_id', type: 'text', primaryKeyConstraintName: 'usage_former_owners_pkey' })
  readonly resourceId: string;

  /** Its first instant is the next owner's. */
  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'usage_former_owners_pkey' })
  readonly until: Date;
}
