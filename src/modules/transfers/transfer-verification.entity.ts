import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What an installation was told when it asked whether it could take what a claim promises; without it, it cannot. */
@Entity('transfer_verifications')
@ForeignKey('installations', ['installationId'], ['id'], { name: 'transfer_verifications_installation_id_fkey' })
@ForeignKey('transfer_claims', ['claimId'], ['id'], {
  name: 'transfer_verifications_claim_id_fkey',
  onDelete: 'CASCADE',
})
@Index('transfer_verifications_claim_id_idx', ['claimId'])
export class TransferVerification {
  /** The target that asked. */
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'transfer_verifications_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ name: 'claim_id', type: 'text', primaryKeyConstraintName: 'transfer_verifications_pkey' })
  readonly claimId: string;

  /** The plan that it was told it would have to take. */
  @Column({ name: 'new_billing_plan_id', type: 'text', nullable: true })
  readonly newBillingPlanId: string | null;

  @Column({ name: 'verified_at', type: 'timestamptz' })
  readonly verifiedAt: Date;
}
