import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row that says how far the simulated clock is ahead of the database's own, in milliseconds. */
@Entity('clock_offsets')
@Check('clock_offsets_id_check', 'id = 1')
export class ClockOffset {
  @PrimaryColumn({ type: 'smallint', default: 1, primaryKeyConstraintName: 'clock_offsets_pkey' })
  readonly id: number;

  @Column({ name: 'offset_ms', type: 'bigint', default: 0 })
  readonly offsetMs: string;
}
