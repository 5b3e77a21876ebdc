import { Injectable, Logger } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Clock } from '../clock/index.js';
import { Sql, UnitOfWork } from '../database/index.js';
import type { JobDefinition } from './job-definition.js';
import { Jobs } from './jobs.js';

/** The data of a periodic job: the start of its slot, an ISO 8601 instant. */
export type TickData = { readonly slot: string };

const KEPT_SLOTS_SECONDS = 7 * 86_400;

/** A job and how long its slots are. */
interface Tick {
  readonly job: JobDefinition<TickData>;
  readonly everySeconds: number;
}

const declared: Tick[] = [];

/** Declares that a job is due once in each slot of so many seconds, whatever the number of replicas. */
export function everySeconds(seconds: number, job: JobDefinition<TickData>): JobDefinition<TickData> {
  declared.push({ job, everySeconds: seconds });
  return job;
}

/** The clock of periodic work: each replica ticks, the first to claim a slot places the job, the others do nothing. */
@Injectable()
export class Ticks {
  private readonly logger = new Logger(Ticks.name);

  constructor(
    private readonly scheduler: SchedulerRegistry,
    private readonly clock: Clock,
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
    private readonly jobs: Jobs,
  ) {}

  /** Starts ticking; the slot in which the app starts is claimed at once, so that an outage is followed by one run. */
  start(): void {
    for (const tick of declared) {
      const claim = (): void => void this.tryToClaim(tick);
      claim();
      const period = Math.min(tick.everySeconds, 15) * 1_000;
      this.scheduler.addInterval(tick.job.name, setInterval(claim, period).unref());
    }
  }

  stop(): void {
    for (const name of this.scheduler.getIntervals()) this.scheduler.deleteInterval(name);
  }

  /** Claims what is due at once, as after the time has been moved; resolves when that is done. */
  async claimAll(): Promise<void> {
    await Promise.all(declared.map((tick) => this.tryToClaim(tick)));
  }

  /** Places the job of the present slot unless some replica has; tells whether this call did. */
  async claim(job: JobDefinition<TickData>, seconds: number): Promise<boolean> {
    const width = seconds * 1_000;
    const slot = new Date(Math.floor(this.clock.now().getTime() / width) * width);
    return this.unitOfWork.run(async () => {
      const claimed = await this.sql.affected({
        text: `INSERT INTO tick_slots (name, slot) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
        values: [job.name, slot],
      });
      if (claimed === 0) return false;
      await this.sql.affected({
        text: `DELETE FROM tick_slots WHERE name = $1 AND slot < $2`,
        values: [job.name, new Date(slot.getTime() - KEPT_SLOTS_SECONDS * 1_000)],
      });
      await this.jobs.enqueue(job, { slot: slot.toISOString() });
      return true;
    });
  }

  private async tryToClaim({ job, everySeconds }: Tick): Promise<void> {
    await this.claim(job, everySeconds).catch((error: unknown) =>
      this.logger.error('A tick failed', { err: error, job: job.name }),
    );
  }
}
