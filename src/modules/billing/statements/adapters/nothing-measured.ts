import { Injectable } from '@nestjs/common';
import { type Measured, MeasuredUsage } from '../measured-usage.port.js';

/** For as long as nobody measures: fixed fees only. */
@Injectable()
export class NothingMeasured extends MeasuredUsage {
  measure(): Promise<readonly Measured[]> {
    return Promise.resolve([]);
  }
}
