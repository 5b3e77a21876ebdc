import { randomUUID } from 'node:crypto';

/** Events in one batch. */
export const BATCH = 500;

/** A batch of fresh events, some of which `repeated` has told before. */
export function freshBatch(subjects: readonly string[], repeated: readonly object[] = []): object[] {
  const time = new Date().toISOString();
  const fresh = Array.from({ length: BATCH - repeated.length }, (_none, index) => ({
    specversion: '1.0',
    id: randomUUID(),
    source: '/meters/1',
    type: 'compute',
    subject: subjects[index % subjects.length] ?? '',
    time,
    data: { value: '0.25' },
  }));
  return [...repeated, ...fresh];
}
