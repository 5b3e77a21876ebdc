import type { DriverStepName } from './resource-state.js';
import type { Resource } from './resource.entity.js';

/** What one thing that the driver was asked for changes in the record. */
export interface DriverStep {
  /** `told` is the resource as the driver was told of it; `current` may have changed since. */
  readonly record: (current: Resource, told: Resource, now: Date) => void;
  /** For the audit log; null of a change or a transfer, which was recorded when it was made. */
  readonly done: string | null;
  readonly refused: string;
}

/** What the driver is asked for after an instance was made. */
export const STEPS: Readonly<Record<DriverStepName, DriverStep>> = {
  suspend: {
    record: (current, _told, now) => current.becomeSuspended(now),
    done: 'resource.suspended',
    refused: 'resource.suspension-refused',
  },
  resume: {
    record: (current, _told, now) => current.becomeResumed(now),
    done: 'resource.resumed',
    refused: 'resource.resumption-refused',
  },
  transfer: {
    record: (current, _told, now) => current.becomeKnown(now),
    done: null,
    refused: 'resource.transfer-refused',
  },
  update: {
    record: (current, told, now) => current.confirm(told.revision, now),
    done: null,
    refused: 'resource.change-refused',
  },
};
