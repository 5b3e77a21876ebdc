import { createHash } from 'node:crypto';

const HOUR_MS = 3_600_000;
const SECOND_MS = 1_000;
const SECONDS = 3_600;

/** The next time after an instant of what comes once an hour: each id has its own second of the hour, always the same one. */
export function nextSlot(id: string, after: Date): Date {
  const digest = createHash('md5').update(id).digest('hex');
  const second = Number.parseInt(digest.slice(0, 7), 16) % SECONDS;
  const hours = Math.floor((after.getTime() - second * SECOND_MS) / HOUR_MS) + 1;
  return new Date(hours * HOUR_MS + second * SECOND_MS);
}
