import { setTimeout as pause } from 'node:timers/promises';
import { NoAnswer, UnexpectedAnswer } from '#libs/vercel-simulator';
import type { Act, Flow } from './flows/flow.js';
import { Ground } from './ground.js';
import { until } from '../support/until.js';
import type { Stage } from './stage.js';
import { type Boundary, keyOf, type Point } from './wire/gate.js';

/** Longer than a claim and a heartbeat last, shorter than the lease of a call to a driver: another replica goes on. */
const SOON_SECONDS = 20;
/** By then nothing may be left that nobody owns. */
const LATE_SECONDS = 600;
/** Windows, grace periods and whatever else a day brings are over. */
const A_DAY_SECONDS = 26 * 3_600;
/** Undisturbed runs; and how often a run is begun that may pass the point by, because the queue took two jobs at once. */
const COUNTS = 3;
const TRIES = 5;
const RETRY_PAUSE_MS = 50;

/** What Vercel hears: that it was done, another status, or nothing, for it loses the line. */
type Heard = 'done' | number | null;

/** A run that stands still at its point. */
interface Approach {
  readonly act: Act;
  readonly heard: Promise<Heard>;
}

/** Runs a flow again and again on one stage, and kills the server on the way. */
export class Crashes {
  private readonly ground: Ground;
  private readonly acts: Act[] = [];

  constructor(
    private readonly stage: Stage,
    private readonly flow: Flow,
  ) {
    this.ground = new Ground(stage);
  }

  /** The boundaries that undisturbed runs have in common; what only some of them have met does not belong to the flow. */
  async boundaries(): Promise<readonly Boundary[]> {
    let common = await this.undisturbed();
    for (let count = 1; count < COUNTS; count += 1) {
      const met = new Set((await this.undisturbed()).map(keyOf));
      common = common.filter((boundary) => met.has(keyOf(boundary)));
    }
    return common;
  }

  /** A run that nothing happens to, and the boundaries that it meets. */
  async undisturbed(): Promise<readonly Boundary[]> {
    const act = await this.begin();
    this.stage.gate.watch(act.marks);
    await act.ask();
    await this.stage.settled();
    this.stage.gate.rest();
    const { met } = this.stage.gate;
    await this.assertRight(act, 'had');
    return met;
  }

  /**
   * Kills the server at the point, has another one take over, and throws unless everything is right afterwards. Killed before a
   * message, it is back soon, and Vercel asks again at once; killed after one, it is back late, and Vercel asks later still.
   */
  async run(point: Point): Promise<void> {
    const { act, heard } = await this.approach(point);
    await this.stage.kill();
    const hadAnswer = (await heard) === 'done';
    const asksAgain = !hadAnswer && point.side === 'before';
    refuse(await act.standing(), 'right after the crash');
    await this.stage.restartAfter(asksAgain ? SOON_SECONDS : LATE_SECONDS);
    if (asksAgain) await untilAnswered(act);
    if (asksAgain && act.leaseSeconds !== undefined) await this.stage.advance(act.leaseSeconds);
    await this.assertRight(act, hadAnswer || asksAgain ? 'had' : 'open');
    if (hadAnswer || asksAgain) return;
    await untilAnswered(act);
    await this.assertRight(act, 'had');
  }

  /** Cuts the server's connections at the point and leaves it alive; tells what Vercel heard, which asks again afterwards. */
  async lose(point: Point): Promise<Heard> {
    const { act, heard } = await this.approach(point);
    this.stage.cut();
    const told = await heard;
    await this.stage.freeClaims();
    await untilAnswered(act);
    await this.assertRight(act, 'had');
    return told;
  }

  /** Lets a day pass over the stage, and all that it brings. */
  static async aDayLater(stage: Stage): Promise<void> {
    await stage.advance(LATE_SECONDS);
    await stage.settled();
    await stage.kill();
    await stage.restartAfter(A_DAY_SECONDS);
    await stage.settledWhole();
  }

  /** Throws unless all runs so far have come to the end that they must have come to by then. */
  async assertRightLater(): Promise<void> {
    for (const act of this.acts) refuse(await act.faultsLater(), `a day later, for ${act.marks.join()}`);
    refuse(await this.ground.faults(), 'a day later');
  }

  private async begin(): Promise<Act> {
    const act = await this.flow.begin(
      this.stage,
      this.stage.vercel.team(`who ${this.flow.title}, ${this.acts.length + 1}`),
    );
    this.acts.push(act);
    return act;
  }

  /** Runs the flow until it has reached the point. */
  private async approach(point: Point): Promise<Approach> {
    const { gate } = this.stage;
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const act = await this.begin();
      gate.watch(act.marks);
      const frozen = gate.freezeAt(point);
      const heard = heardBy(act);
      const over = new AbortController();
      await Promise.race([frozen, this.passedBy(heard, over.signal)]);
      over.abort();
      gate.rest();
      if (gate.isStill) return { act, heard };
      if ((await heard) !== 'done') throw new Error(`Vercel heard ${await heard}`);
    }
    throw new Error('it was not reached');
  }

  /** Resolves when the flow has passed the point by. Looks twice: a commit is seen a moment before its answer is. */
  private async passedBy(heard: Promise<Heard>, over: AbortSignal): Promise<void> {
    await heard;
    let looks = 0;
    await until(async () => {
      if (over.aborted) return true;
      looks = (await this.stage.outstanding()).length === 0 ? looks + 1 : 0;
      return looks === 2;
    });
  }

  private async assertRight(act: Act, outcome: 'had' | 'open'): Promise<void> {
    await this.stage.settled();
    refuse([...(await act.faults(outcome)), ...(await this.ground.faults())], `with the answer ${outcome}`);
  }
}

async function heardBy(act: Act): Promise<Heard> {
  try {
    await act.ask();
    return 'done';
  } catch (error) {
    if (error instanceof NoAnswer) return null;
    if (error instanceof UnexpectedAnswer) return error.answer.status;
    throw error;
  }
}

function refuse(faults: readonly string[], when: string): void {
  if (faults.length > 0) throw new Error(`${when}: ${faults.join('; ')}`);
}

/** Asks until there is an answer that stands, as Vercel does. */
async function untilAnswered(act: Act): Promise<void> {
  for (;;) {
    try {
      await act.ask();
      return;
    } catch (error) {
      if (!isTransient(error)) throw error;
      await pause(RETRY_PAUSE_MS);
    }
  }
}

function isTransient(error: unknown): boolean {
  return error instanceof NoAnswer || (error instanceof UnexpectedAnswer && error.answer.status >= 500);
}
