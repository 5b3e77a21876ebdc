import { ApiProperty } from '@nestjs/swagger';
import { REFUSALS, type Refusal } from '../refusal.js';

/** What has become of one item. */
export class UsageResult {
  /** As it was sent; null where there was none that is text. */
  @ApiProperty({ type: String, nullable: true, example: 'evt-2026-01-31-0001' })
  readonly id: string | null;

  /** `duplicate`: counted before; `conflict`: another event of this source and id was counted before, this one is not. */
  @ApiProperty({ enum: ['accepted', 'duplicate', 'conflict', 'rejected'], example: 'accepted' })
  readonly status: 'accepted' | 'duplicate' | 'conflict' | 'rejected';

  /** Why it is rejected. */
  @ApiProperty({ enum: REFUSALS, required: false, example: REFUSALS[0] })
  readonly reason?: Refusal;
}

/** One result for each item, in the order of the batch. */
export class UsageResultsResponse {
  /** In the order of the batch. */
  @ApiProperty({ type: () => [UsageResult] })
  readonly results: readonly UsageResult[];
}
