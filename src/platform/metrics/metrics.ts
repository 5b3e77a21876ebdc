import { Injectable, Logger } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** One value of a gauge. */
export interface Reading {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a gauge shows, and how it is read. */
export interface GaugeDefinition {
  /** With the unit at its end, such as `_seconds`. */
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  /** Asked at most once in ten seconds; where it throws, the gauge is left out until it answers again. */
  readonly read: () => readonly Reading[] | Promise<readonly Reading[]>;
}

const KEPT_MS = 10_000;

/** The metrics of this process, in the format of Prometheus. */
@Injectable()
export class Metrics {
  private readonly logger = new Logger(Metrics.name);
  private readonly registry = new Registry();

  /** Starts what the process tells of itself: event loop, memory, garbage collection. */
  begin(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  /** A value that is read when somebody asks. */
  gauge({ name, help, labels = [], read }: GaugeDefinition): void {
    const fresh = keptFor(KEPT_MS, read);
    const { logger } = this;
    const gauge = new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [this.registry],
      async collect() {
        try {
          const readings = await fresh();
          this.reset();
          for (const { labels: those = {}, value } of readings) this.set(those, value);
        } catch (error) {
          this.reset();
          if (labels.length === 0) this.set(Number.NaN);
          logger.warn('A metric could not be read', { err: error, metric: name });
        }
      },
    });
    gauge.reset();
  }

  /** Something that only grows; the answer adds to it. */
  counter(name: string, help: string): (by: number) => void {
    const counter = new Counter({ name, help, registers: [this.registry] });
    return (by) => counter.inc(by);
  }

  /** As `counter`, by the value of one label; the answer adds one. */
  tally(name: string, help: string, label: string): (value: string) => void {
    const counter = new Counter({ name, help, labelNames: [label], registers: [this.registry] });
    return (value) => counter.inc({ [label]: value });
  }

  /** Times in seconds, by labels; the answer notes one. */
  histogram<L extends string>(definition: {
    readonly name: string;
    readonly help: string;
    readonly labels: readonly L[];
    readonly buckets: readonly number[];
  }): (values: Readonly<Record<L, string>>, seconds: number) => void {
    const { name, help, labels, buckets } = definition;
    const histogram = new Histogram({
      name,
      help,
      labelNames: [...labels],
      buckets: [...buckets],
      registers: [this.registry],
    });
    const children = new Map<string, { observe(value: number): void }>();
    return (values, seconds) => {
      const key = labels.map((label) => values[label]).join(' ');
      const child = children.get(key) ?? histogram.labels(values);
      children.set(key, child);
      child.observe(seconds);
    };
  }

  /** All of them as text, of the type `contentType`. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }
}

function keptFor<T>(milliseconds: number, read: () => T | Promise<T>): () => Promise<T> {
  let kept: { readonly at: number; readonly value: Promise<T> } | undefined;
  return async () => {
    const now = performance.now();
    if (kept === undefined || now - kept.at > milliseconds) {
      kept = { at: now, value: Promise.resolve().then(read) };
      kept.value.catch(() => (kept = undefined));
    }
    return kept.value;
  };
}
