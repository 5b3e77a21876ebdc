import { Injectable } from '@nestjs/common';
import { MeasuredUsage } from '../measured-usage.port.js';
import type { Usage } from '../rating/index.js';

/** Stands in as long as nobody divides what was used among plans: nothing was used. */
@Injectable()
export class NothingMeasured extends MeasuredUsage {
  ofInstallation(): Promise<readonly Usage[]> {
    return Promise.resolve([]);
  }
}
