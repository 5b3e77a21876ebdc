import type { Interval } from '../periods/index.js';

/** One stretch of one resource's time, or with the installation as subject of what is measured for it as a whole. */
export interface MeteredSpan extends Interval {
  /** By which the caller finds it again. */
  readonly place: number;
  readonly installationId: string;
  readonly subject: string;
}

/** What one meter has told of a span; decimals as text. */
export interface Measured {
  readonly place: number;
  /** As `product/meter`. */
  readonly meter: string;
  readonly events: string;
  readonly sum: string;
  /** Null where nothing was told in the span itself. */
  readonly maximum: string | null;
  /** Of a level: the last one that held, also when it was told before the span began. */
  readonly latest: string | null;
  /** Of a level: units times seconds for which it held within the span. */
  readonly weighted: string;
}

/** Who knows what customers have used. */
export abstract class MeasuredUsage {
  /** What was used in each span, in one statement for all; of a meter that nothing is known of: nothing. */
  abstract measure(spans: readonly MeteredSpan[]): Promise<readonly Measured[]>;
}
