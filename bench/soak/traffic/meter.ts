import { setTimeout as pause } from 'node:timers/promises';
import type { Metered } from '../book.js';
import { unique } from '../stage.js';
import { again, anyOf, type Ground } from './loop.js';

const BATCHES_MS = 150;
const BATCH = 40;
/** Of each batch: told before, and of a time long past. */
const REPEATED = 1 / 4;
const LATE = 1 / 4;
const RETRY_MS = 250;
const THOUSAND = 1_000;

interface Event {
  readonly id: string;
  readonly time: string;
  readonly thousandths: number;
}

interface Result {
  readonly id: string;
  readonly status: string;
  readonly reason?: string;
}

/** The provider's services that tell what was used: some of it twice, some of it late, and all of it until it is taken. */
export class Meter {
  private readonly running = new Map<string, Set<Promise<void>>>();
  private readonly told = new Map<string, Event[]>();

  constructor(private readonly ground: Ground) {}

  run(): Promise<void> {
    return again(this.ground, 'telling usage', BATCHES_MS, () => this.tellSome());
  }

  watch(installationId: string, id: string, plan: Metered['plan']): void {
    this.ground.book.metered.set(id, { id, installationId, plan, since: Date.now() });
  }

  /** Resolves when nothing more is told of them. */
  async retire(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.ground.book.retired.add(id);
    await Promise.all(ids.flatMap((id) => [...(this.running.get(id) ?? [])]));
  }

  private async tellSome(): Promise<void> {
    const { metered, retired } = this.ground.book;
    const resource = anyOf([...metered.values()].filter(({ id }) => !retired.has(id)));
    if (resource === undefined) return;
    const telling = this.tell(resource, this.batchOf(resource));
    const all = this.running.get(resource.id) ?? new Set();
    this.running.set(resource.id, all.add(telling));
    try {
      await telling;
    } finally {
      all.delete(telling);
    }
  }

  private batchOf({ id, since }: Metered): readonly Event[] {
    const told = this.told.get(id) ?? [];
    const events = Array.from({ length: 1 + Math.floor(Math.random() * BATCH) }, () => {
      const repeated = Math.random() < REPEATED ? anyOf(told) : undefined;
      const at = Math.random() < LATE ? since : Math.max(since, Date.now() - THOUSAND);
      const fresh = { id: unique(), time: new Date(at).toISOString(), thousandths: 1 + Math.floor(Math.random() * 50) };
      return repeated ?? fresh;
    });
    this.told.set(id, [...told, ...events].slice(-200));
    return events;
  }

  private async tell({ id }: Metered, events: readonly Event[]): Promise<void> {
    const { stage, findings, book } = this.ground;
    const body = JSON.stringify(events.map((event) => asCloudEvent(id, event)));
    const headers = {
      authorization: `Bearer ${stage.usageKey}`,
      'content-type': 'application/cloudevents-batch+json',
    };
    for (;;) {
      const answer = await fetch(`${stage.url}/usage/v1/events`, { method: 'POST', headers, body });
      const text = await answer.text();
      if (answer.status === 200) return this.note(id, events, (JSON.parse(text) as { results: Result[] }).results);
      if (answer.status !== 503) return findings.add(`usage was answered by ${answer.status}`, text);
      book.count('usage told again');
      await pause(RETRY_MS);
    }
  }

  private note(resourceId: string, events: readonly Event[], results: readonly Result[]): void {
    const { book, findings } = this.ground;
    const accepted = book.usage.get(resourceId) ?? new Map<string, number>();
    book.usage.set(resourceId, accepted);
    for (const [index, { status, reason = '' }] of results.entries()) {
      const event = events[index];
      if (event === undefined || (status !== 'accepted' && status !== 'duplicate'))
        findings.add(`usage was ${status}`, `${reason} ${JSON.stringify(event)} of ${resourceId}`);
      else if (status === 'accepted' && accepted.has(event.id)) findings.add('an event was accepted twice', event.id);
      else accepted.set(event.id, event.thousandths);
    }
    book.count('usage batches');
  }
}

function asCloudEvent(subject: string, { id, time, thousandths }: Event): object {
  const data = { value: (thousandths / THOUSAND).toFixed(3) };
  return { specversion: '1.0', id, source: 'urn:soak:meter', type: 'compute', subject, time, data };
}
