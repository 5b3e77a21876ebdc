import { setTimeout as pause } from 'node:timers/promises';
import { Book } from './book.js';
import { checkJobsAndWebhooks } from './check/jobs-and-webhooks.js';
import { checkCredits, checkEnds, checkInvoices, checkTold, checkUsage } from './check/money.js';
import { checkResources } from './check/resources.js';
import { Findings } from './findings.js';
import { Memory } from './memory.js';
import { settle } from './settle.js';
import { Stage } from './stage.js';
import { Life } from './traffic/life.js';
import { again, type Ground } from './traffic/loop.js';
import { Meter } from './traffic/meter.js';
import { disorder, operate, read, visit } from './traffic/readers.js';
import { probeSecrets } from './traffic/secrets.js';
import { troubleServers, troubleVercel } from './troubles.js';

const TEAMS_AT_ONCE = 4;
const BETWEEN_LIVES_MS = 2_000;
const SAMPLE_MS = 5_000;
const PROGRESS_MS = 30_000;
const MS = 1_000;

/** How long it takes, where logs go, and who hears how far it is. */
export interface SoakOptions {
  readonly minutes: number;
  readonly logs: string | undefined;
  readonly say: (line: string) => void;
}

/** What came of it. */
export interface SoakResult {
  readonly stage: Pick<Stage, 'front'>;
  readonly book: Book;
  readonly findings: Findings;
  /** Of each api process. */
  readonly memory: readonly Memory[];
}

/** Balances are told each hour, and what was used may be taken from them later in the same hour: so the next one tells all. */
const AN_HOUR_AND_ANOTHER = ['PT1H', 'PT1H'];
const A_MONTH = ['P1DT2H', 'P15D', 'P17D', 'PT3H', 'PT1H'];

/** Plays a deployment under mixed traffic and trouble for some minutes, then lets a month pass; what is wrong stands in the findings. */
export async function soak({ minutes, logs, say }: SoakOptions): Promise<SoakResult> {
  const findings = new Findings();
  const stage = await Stage.open(findings, logs);
  const book = new Book();
  const memory = stage.memory().map(() => new Memory());
  const over = new AbortController();
  const ground: Ground = { stage, book, findings, over: over.signal };
  try {
    say(`two api and two worker processes are up; ${minutes} minutes begin`);
    const traffic = trafficOn(ground);
    const watching = watch(ground, memory, say);
    const troubles = troubleServers(ground, minutes, say);
    await pause(minutes * 60 * MS);
    over.abort();
    await Promise.all([...traffic, watching, troubles]);
    await finish(ground, say);
    return { stage, book, findings, memory };
  } finally {
    over.abort();
    await stage.close();
  }
}

function trafficOn(ground: Ground): readonly Promise<void>[] {
  const meter = new Meter(ground);
  const lives = Array.from({ length: TEAMS_AT_ONCE }, () =>
    again(ground, 'the life of a team', BETWEEN_LIVES_MS, () => new Life(ground, meter).live()),
  );
  const others = [read, visit, operate, disorder, probeSecrets, troubleVercel].map((each) => each(ground));
  return [...lives, meter.run(), ...others];
}

/** Samples the memory, and tells each half a minute how far it is. */
async function watch(ground: Ground, memory: readonly Memory[], say: SoakOptions['say']): Promise<void> {
  const { stage, book, findings, over } = ground;
  const started = performance.now();
  for (let told = 0; !over.aborted;) {
    const passed = performance.now() - started;
    stage.memory().forEach((megabytes, index) => memory[index]?.add(passed / MS, megabytes));
    if (passed >= (told + 1) * PROGRESS_MS) {
      told += 1;
      const held = memory.map(({ now }) => `${now.toFixed(0)} MB`).join(', ');
      say(
        `${(passed / MS).toFixed(0)} s: ${book.teams.length} teams, ${book.done.get('reads') ?? 0} reads, ${held}, ${findings.count} findings`,
      );
    }
    await pause(SAMPLE_MS, undefined, { signal: over }).catch(() => undefined);
  }
}

/** Trouble ends, what is under way comes to its end, then a month passes. */
async function finish(ground: Ground, say: SoakOptions['say']): Promise<void> {
  const { stage } = ground;
  stage.vercel.faults.clear();
  stage.vercel.webhooks.multiply(1);
  say('traffic has ended; waiting for what is under way');
  await pass(ground, AN_HOUR_AND_ANOTHER);
  await checkResources(ground);
  await checkUsage(ground);
  checkTold(ground);
  await checkCredits(ground);
  say('a month passes');
  await pass(ground, A_MONTH);
  await checkInvoices(ground);
  await checkEnds(ground);
  await checkCredits(ground);
  await checkResources(ground);
  await checkJobsAndWebhooks(ground);
}

async function pass(ground: Ground, durations: readonly string[]): Promise<void> {
  for (const duration of durations) {
    await ground.stage.pass(duration);
    await settle(ground);
  }
}
