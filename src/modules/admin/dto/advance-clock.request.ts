import { Matches } from 'class-validator';
import { InvalidInput } from '../../../platform/errors/index.js';

const DURATION = /^P(?=.)(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=.)(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,10})S)?)?$/;
const UNITS_MS = [604_800_000, 86_400_000, 3_600_000, 60_000, 1_000] as const;

/** Body of `POST /admin/v1/clock`. */
export class AdvanceClockRequest {
  /** ISO 8601 duration of weeks, days, hours, minutes and seconds, forwards only. @example P1DT2H */
  @Matches(DURATION, { message: 'must be a duration such as P1D or PT90M, not negative' })
  readonly advance: string;
}

/** The milliseconds of a duration that the request has let through. */
export function millisecondsOf(duration: string): number {
  const parts = DURATION.exec(duration)?.slice(1);
  if (parts === undefined) throw new InvalidInput([{ key: 'advance', message: 'must be a duration' }]);
  return UNITS_MS.reduce((sum, unit, at) => sum + Number(parts[at] ?? 0) * unit, 0);
}
