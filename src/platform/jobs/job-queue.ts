import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, Logger } from '@nestjs/common';
import { PgBoss } from 'pg-boss';
import { Settings } from '../config/index.js';
import { DatabaseServer } from '../database/index.js';
import { DEAD_LETTERS, LANES } from './job-definition.js';
import { queueTrouble } from './queue-trouble.js';

/** A worker that has not been heard of for so long is taken for dead, and its jobs go to another. */
const HEARTBEAT_SECONDS = 10;
const SUPERVISE_SECONDS = 5;
const POOL_SIZE = 4;

/** Of jobs that have ended; what has failed for good is kept as a dead letter. */
const KEPT_SECONDS = 86_400;
const DEAD_LETTERS_KEPT_SECONDS = 90 * 86_400;

const RETRIES = { retryLimit: 12, retryDelay: 1, retryBackoff: true, retryDelayMax: 300 };
const LANE_OPTIONS = {
  heartbeatSeconds: HEARTBEAT_SECONDS,
  notify: true,
  deadLetter: DEAD_LETTERS,
  deleteAfterSeconds: KEPT_SECONDS,
  ...RETRIES,
};

/** The connection to pg-boss: its schema comes with the migrations, its queues are one per lane and the dead letters. */
@Injectable()
export class JobQueue {
  private readonly logger = new Logger(JobQueue.name);
  /** The queue lives longer than the request that may be the first to need it, and must not run in its context. */
  private readonly outside = AsyncLocalStorage.snapshot();
  private started: Promise<PgBoss> | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly server: DatabaseServer,
  ) {}

  /** The started queue; the first caller starts it, and the next one again when that failed. */
  boss(): Promise<PgBoss> {
    this.started ??= this.outside(() => this.start()).catch((error: unknown) => {
      this.started = undefined;
      throw error;
    });
    return this.started;
  }

  get isStarted(): boolean {
    return this.started !== undefined;
  }

  /** Lets running jobs finish for at most so long, then hands the rest back to other workers. */
  async stop(graceMs: number): Promise<void> {
    if (this.started === undefined) return;
    const boss = await this.started.catch(() => null);
    await boss?.stop({ graceful: true, timeout: graceMs });
  }

  private async start(): Promise<PgBoss> {
    const works = this.settings.role !== 'api';
    const boss = new PgBoss({
      connectionString: this.server.url,
      application_name: 'stallholder-jobs',
      max: POOL_SIZE,
      connectionTimeoutMillis: 3_000,
      migrate: false,
      createSchema: false,
      schedule: false,
      supervise: works,
      superviseIntervalSeconds: SUPERVISE_SECONDS,
      monitorIntervalSeconds: SUPERVISE_SECONDS,
      reindex: false,
      useListenNotify: works,
    });
    boss.on('error', (error: unknown) => this.logger.error('The job queue has trouble', { err: queueTrouble(error) }));
    try {
      await boss.start();
      await this.createQueues(boss);
      return boss;
    } catch (error) {
      await boss.stop({ graceful: false }).catch(() => undefined);
      throw error;
    }
  }

  /** Queues that an earlier version has made take over this one's options, all but the policy. */
  private async createQueues(boss: PgBoss): Promise<void> {
    await boss.createQueue(DEAD_LETTERS, { retentionSeconds: DEAD_LETTERS_KEPT_SECONDS });
    for (const lane of LANES) {
      await boss.createQueue(lane, { policy: 'short', ...LANE_OPTIONS });
      await boss.updateQueue(lane, LANE_OPTIONS);
    }
  }
}
