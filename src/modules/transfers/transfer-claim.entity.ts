import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { mutable } from '../../platform/database/index.js';

/** Longer than any code of Vercel's lives (24 hours), so that a claim does not hold its resources for ever. */
const LONGEST_MS = 7 * 86_400_000;

/** A promise to hand resources over to whoever comes with its id first; it keeps the installation that made it, for ever. */
@Entity('transfer_claims')
@Unique('transfer_claims_id_uq', ['id'])
@ForeignKey('installations', ['installationId'], ['id'], { name: 'transfer_claims_installation_id_fkey' })
@Check('transfer_claims_target_installation_id_check', 'target_installation_id <> installation_id')
@Check('transfer_claims_accepted_at_check', '(accepted_at IS NULL) = (target_installation_id IS NULL)')
export class TransferClaim {
  /** The source. */
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'transfer_claims_pkey' })
  readonly installationId: string;

  /** Unguessable: who knows it may take the resources, if Vercel says so. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'transfer_claims_pkey' })
  readonly id: string;

  /** Who has the resources now; null as long as nobody does. */
  @Column({ name: 'target_installation_id', type: 'text', nullable: true })
  readonly targetInstallationId: string | null;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  @Index('transfer_claims_expires_at_idx')
  readonly expiresAt: Date;

  @Column({ name: 'accepted_at', type: 'timestamptz', nullable: true })
  readonly acceptedAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt: Date;

  /** Opened until that instant, or for a week if that comes earlier. */
  static open(installationId: string, id: string, expiresAt: Date, now: Date): TransferClaim {
    const claim = new TransferClaim();
    Object.assign(claim, { installationId, id, targetInstallationId: null, acceptedAt: null, createdAt: now });
    claim.prolong(expiresAt, now);
    return claim;
  }

  /** As `open`: the latest word on its end counts. */
  prolong(expiresAt: Date, now: Date): void {
    mutable(this).expiresAt = new Date(Math.min(expiresAt.getTime(), now.getTime() + LONGEST_MS));
  }

  get isAccepted(): boolean {
    return this.targetInstallationId !== null;
  }

  /** Whether somebody may still take what it promises. */
  isOpen(now: Date): boolean {
    return !this.isAccepted && now < this.expiresAt;
  }

  /** The target has the resources; nobody else can from here on. */
  accept(targetInstallationId: string, now: Date): void {
    const self = mutable(this);
    self.targetInstallationId = targetInstallationId;
    self.acceptedAt = now;
  }
}
