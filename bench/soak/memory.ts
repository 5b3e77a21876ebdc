import { median } from '../median.js';

/** Until the busiest code has been compiled and pools are full. */
const WARM_UP_SECONDS = 120;
/** Fewer samples say nothing. */
const FEWEST = 24;
/** A heap breathes; more than this is growth. */
const BOUND = 1.15;

interface Sample {
  readonly seconds: number;
  readonly megabytes: number;
}

/** What became of the memory of one process. */
export interface MemoryVerdict {
  readonly told: string;
  readonly isFlat: boolean;
}

/**
 * The memory of one process over time. After two minutes the samples are cut into quarters; the median of the last may be 15 % above that of
 * the first.
 */
export class Memory {
  private readonly samples: Sample[] = [];

  add(seconds: number, megabytes: number): void {
    this.samples.push({ seconds, megabytes });
  }

  get now(): number {
    return this.samples.at(-1)?.megabytes ?? Number.NaN;
  }

  verdict(): MemoryVerdict {
    const warm = this.samples.filter(({ seconds }) => seconds >= WARM_UP_SECONDS).map(({ megabytes }) => megabytes);
    if (warm.length < FEWEST) return { told: `${this.now.toFixed(0)} MB, too short to judge`, isFlat: true };
    const quarter = Math.floor(warm.length / 4);
    const [first, last] = [median(warm.slice(0, quarter)), median(warm.slice(-quarter))];
    const growth = last / first;
    const told = `${first.toFixed(0)} MB after two minutes, ${last.toFixed(0)} MB in the end (× ${growth.toFixed(2)}, bound × ${BOUND})`;
    return { told, isFlat: growth <= BOUND };
  }
}
