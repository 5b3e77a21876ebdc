import { InvalidInput } from '../../platform/errors/index.js';
import { cursorAfter } from '../../platform/http/index.js';
import { type DeadLetter, FIRST_PLACE, type JobPlace, type ListedJob } from '../../platform/jobs/index.js';
import type { AdminDeadLetterResponse, AdminJobResponse } from './dto/job.response.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PLACE = /^(\d{1,17}) ([0-9a-f-]{36})$/;

/** Whether anything can have that id; the database refuses to compare others. */
export function isUuid(id: string): boolean {
  return UUID.test(id);
}

/** What a page of jobs ends with: where the next one begins, unless there is none. */
export function nextOf(last: JobPlace | undefined): { next?: string } {
  return last === undefined ? {} : { next: cursorAfter(`${last.placedMicros} ${last.id}`) };
}

/** @throws InvalidInput for a cursor of another list */
export function readPlace(after: string): JobPlace {
  if (after === '') return FIRST_PLACE;
  const [, placedMicros, id = ''] = PLACE.exec(after) ?? [];
  if (placedMicros !== undefined && UUID.test(id)) return { placedMicros, id };
  throw new InvalidInput([{ key: 'cursor', message: 'is not a cursor of this list' }]);
}

/** A job as operators see it. */
export function showJob({
  id,
  lane,
  name,
  data,
  state,
  tries,
  placedAt,
  dueAt,
  endedAt,
  reason,
}: ListedJob): AdminJobResponse {
  return {
    id,
    lane,
    name: name ?? 'unknown',
    data: data ?? {},
    state,
    tries,
    placedAt: placedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    ...(endedAt === null ? {} : { endedAt: endedAt.toISOString() }),
    ...(reason === null ? {} : { reason }),
  };
}

/** A dead letter as operators see it. */
export function showDeadLetter(letter: DeadLetter): AdminDeadLetterResponse {
  const { id, lane, name, data, tries, placedAt, diedAt, reason } = letter;
  return {
    id,
    ...(lane === null ? {} : { lane }),
    name: name ?? 'unknown',
    data: data ?? {},
    tries,
    ...(placedAt === null ? {} : { placedAt: placedAt.toISOString() }),
    diedAt: diedAt.toISOString(),
    reason: reason ?? 'unknown',
  };
}
