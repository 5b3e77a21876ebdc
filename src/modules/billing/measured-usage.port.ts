import type { Interval } from './interval.js';
import type { Usage } from './rating/index.js';

/** Who knows what customers have used. */
export abstract class MeasuredUsage {
  /** What one installation has used in a time, on each plan that it was on then; of a meter that nothing is known of: nothing. */
  abstract ofInstallation(installationId: string, time: Interval): Promise<readonly Usage[]>;
}
