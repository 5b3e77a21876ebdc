import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/**
 * `gone-at-vercel`: Vercel does not know the installation, or its token; `refused-by-vercel`: it does not tell something;
 * `missing-at-vercel`: a resource of ours; `unknown-here`: one of theirs. Of money: `unpriced-plan`: the catalog does not say what it costs;
 * `unusual-invoice`: one that is far larger than usual; `invoice-differs`: Vercel holds one otherwise than it was sent;
 * `credit-at-exit`: a customer has left who had paid more than was used.
 */
export const FINDING_KINDS = [
  'gone-at-vercel',
  'refused-by-vercel',
  'missing-at-vercel',
  'unknown-here',
  'unpriced-plan',
  'unusual-invoice',
  'invoice-differs',
  'credit-at-exit',
] as const;
/** One of them. */
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Something about an installation that is not mended without somebody looking at it; gone once it is not found any more. */
@Entity('reconciliation_findings')
@Unique('reconciliation_findings_id_uq', ['id'])
@ForeignKey('installations', ['installationId'], ['id'], { name: 'reconciliation_findings_installation_id_fkey' })
@Check(
  'reconciliation_findings_kind_check',
  `kind IN ('gone-at-vercel', 'refused-by-vercel', 'missing-at-vercel', 'unknown-here', 'unpriced-plan', 'unusual-invoice', 'invoice-differs', 'credit-at-exit')`,
)
export class Finding {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'reconciliation_findings_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'reconciliation_findings_pkey' })
  readonly kind: FindingKind;

  /** What it is about: the id of the installation or of a resource, or what Vercel was asked for. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'reconciliation_findings_pkey' })
  readonly subject: string;

  @Column({ type: 'text' })
  readonly id: string;

  @Column({ type: 'timestamptz' })
  readonly since: Date;

  /** When it was found the last time. */
  @Column({ name: 'seen_at', type: 'timestamptz' })
  readonly seenAt: Date;

  @Column({ type: 'jsonb' })
  readonly details: Readonly<Record<string, unknown>>;
}
