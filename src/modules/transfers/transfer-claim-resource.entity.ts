import { Entity, ForeignKey, Index, PrimaryColumn, Column } from 'typeorm';

/** A resource that an open claim promises: its key lets it be in one claim only. Gone when the claim is accepted, or another one comes after its end. */
@Entity('transfer_claim_resources')
@ForeignKey('resources', ['installationId', 'resourceId'], ['installationId', 'id'], {
  name: 'transfer_claim_resources_installation_id_resource_id_fkey',
  onDelete: 'CASCADE',
})
@ForeignKey('transfer_claims', ['installationId', 'claimId'], ['installationId', 'id'], {
  name: 'transfer_claim_resources_installation_id_claim_id_fkey',
  onDelete: 'CASCADE',
})
@Index('transfer_claim_resources_installation_id_claim_id_idx', ['installationId', 'claimId'])
export class TransferClaimResource {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'transfer_claim_resources_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ name: 'resource_id', type: 'text', primaryKeyConstraintName: 'transfer_claim_resources_pkey' })
  readonly resourceId: string;

  @Column({ name: 'claim_id', type: 'text' })
  readonly claimId: string;
}
