import { Injectable } from '@nestjs/common';
import { Metrics } from './metrics.js';

/**
 * Why somebody was turned away so that the rest goes on: its share of the connections to the database was in use (`share`), all of them
 * were (`pool`), too many visits from one address (`address`), too many connections to this process (`connections`), or too slow (`slow`).
 */
export type Shed = 'share' | 'pool' | 'address' | 'connections' | 'slow';

/** Counts who was turned away. */
@Injectable()
export class Shedding {
  readonly note: (why: Shed) => void;

  constructor(metrics: Metrics) {
    this.note = metrics.tally(
      'stallholder_shed_total',
      'Requests that were turned away so that the rest goes on.',
      'why',
    );
  }
}
