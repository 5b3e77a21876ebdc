import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * A time on a plan, which somebody pays for. A fact of history: it stays with the installation that it happened under, whatever
 * becomes of the resource.
 */
@Entity('plan_segments')
@ForeignKey('installations', ['installationId'], ['id'], { name: 'plan_segments_installation_id_fkey' })
@Check('plan_segments_resource_id_product_slug_check', '(resource_id IS NULL) = (product_slug IS NULL)')
@Check('plan_segments_ended_at_check', 'ended_at >= started_at')
@Index('plan_segments_installation_id_idx', ['installationId'], {
  unique: true,
  where: 'ended_at IS NULL AND resource_id IS NULL',
})
@Index('plan_segments_installation_id_resource_id_idx', ['installationId', 'resourceId'], {
  unique: true,
  where: 'ended_at IS NULL',
})
export class PlanSegment {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'plan_segments_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'plan_segments_pkey' })
  readonly id: string;

  /** Null: the whole installation. */
  @Column({ name: 'resource_id', type: 'text', nullable: true })
  readonly resourceId: string | null;

  @Column({ name: 'product_slug', type: 'text', nullable: true })
  readonly productSlug: string | null;

  @Column({ name: 'plan_id', type: 'text' })
  readonly planId: string;

  @Column({ name: 'started_at', type: 'timestamptz' })
  readonly startedAt: Date;

  /** Null: it goes on. */
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  readonly endedAt: Date | null;
}
