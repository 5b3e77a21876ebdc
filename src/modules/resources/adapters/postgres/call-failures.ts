import { DriverRefused, DriverUnavailable, ReplFailed } from '../../driver.errors.js';
import type { DriverCall } from '../../driver.port.js';
import type { InstanceState } from './instance-state.js';
import { untilAborted } from './until-aborted.js';

/** @throws DriverRefused when there is no whole instance */
export function refuseUnlessWhole(state: InstanceState): void {
  if (state.condition === 'missing' || state.condition === 'partial')
    throw new DriverRefused('The database does not exist.');
}

/** Answers by the deadline, and with none of the server's own words. */
export async function within<T>(call: DriverCall, run: Promise<T>): Promise<T> {
  try {
    return await untilAborted(run, call.signal);
  } catch (error) {
    if (error instanceof DriverRefused || error instanceof ReplFailed || error instanceof DriverUnavailable)
      throw error;
    const message = call.signal.aborted ? 'the deadline passed' : 'the database server could not do it now';
    throw new DriverUnavailable(message, { cause: error });
  }
}
