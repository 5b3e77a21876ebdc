import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One version of the secrets that were given out for a resource, sealed as one. */
@Entity('resource_credentials')
@ForeignKey('resources', ['installationId', 'resourceId'], ['installationId', 'id'], {
  name: 'resource_credentials_installation_id_resource_id_fkey',
  onUpdate: 'CASCADE',
  onDelete: 'CASCADE',
})
export class ResourceCredential {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'resource_credentials_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ name: 'resource_id', type: 'text', primaryKeyConstraintName: 'resource_credentials_pkey' })
  readonly resourceId: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'resource_credentials_pkey' })
  readonly version: number;

  @Column({ type: 'bytea' })
  readonly secrets: Buffer;

  @Column({ name: 'secrets_key_id', type: 'text' })
  @Index('resource_credentials_secrets_key_id_idx')
  readonly secretsKeyId: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt: Date;
}
