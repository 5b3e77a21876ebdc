import { Entity, PrimaryColumn } from 'typeorm';

/** One run of a periodic job that some replica has placed; the key keeps the others from placing it again. */
@Entity('tick_slots')
export class TickSlot {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'tick_slots_pkey' })
  readonly name: string;

  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'tick_slots_pkey' })
  readonly slot: Date;
}
