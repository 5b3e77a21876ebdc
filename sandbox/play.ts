import { Checks, duration, type PlayedStep, type Report } from './report/index.js';
import type { Stage, Step } from './steps/index.js';

const INTERRUPTED = 130;

/** Steps in their order on one stage, until one fails or somebody interrupts. */
export class Play {
  private readonly begun = performance.now();
  private checks = 0;

  constructor(
    private readonly stage: Stage,
    private readonly report: Report,
    private readonly interruption: AbortSignal,
  ) {}

  /** Resolves to the exit code of a process that played this. */
  async run(steps: readonly Step[]): Promise<number> {
    for (const [index, step] of steps.entries()) {
      const outcome = await this.playStep(step);
      if (outcome === 'interrupted') return this.interrupted();
      if (outcome === 'failed') return this.failed(`${index + 1} of ${steps.length}, "${step.name}"`);
    }
    this.report.summary(`${steps.length} steps and ${this.checks} checks passed in ${this.duration}.`, 'good');
    return 0;
  }

  private async playStep(step: Step): Promise<'passed' | 'failed' | 'interrupted'> {
    const checks = new Checks();
    const since = performance.now();
    const played = (): PlayedStep => {
      this.checks += checks.held.length;
      return { name: step.name, milliseconds: performance.now() - since, held: checks.held, exhibits: checks.exhibits };
    };
    this.report.begins(step.name);
    try {
      await untilAborted(step.run(this.stage, checks), this.interruption);
      this.report.passed(played());
      return 'passed';
    } catch (cause) {
      if (this.interruption.aborted) return 'interrupted';
      this.report.failed(played(), cause);
      return 'failed';
    }
  }

  /** The app is ended first, so that its log is complete. */
  private async failed(where: string): Promise<number> {
    const app = this.stage.find('app');
    await app?.stop();
    if (app !== undefined) this.report.section("The last lines of the app's log", app.lastLines());
    this.report.summary(`Failed at step ${where} after ${this.checks} checks and ${this.duration}.`, 'bad');
    return 1;
  }

  private interrupted(): number {
    this.report.summary(`Interrupted after ${this.duration}.`, 'bad');
    return INTERRUPTED;
  }

  private get duration(): string {
    return duration(performance.now() - this.begun);
  }
}

/** What comes of interrupted work does not matter any more, since all that it works with is about to end. */
async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
