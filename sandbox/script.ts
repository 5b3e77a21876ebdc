import { Play } from './play.js';
import type { Report } from './report/index.js';
import { discard, Endings, secretsIn, throwAwayPlace } from './servers/index.js';
import { LIFE, Stage } from './steps/index.js';

/** What a sandbox is run with. */
export interface RunOptions {
  readonly callerEnvironment: NodeJS.ProcessEnv;
  readonly interruption: AbortSignal;
  readonly report: Report;
}

/** Plays a customer's life on servers of its own, of which nothing is left at the end; resolves to the exit code. */
export async function playScript({ callerEnvironment, interruption, report }: RunOptions): Promise<number> {
  const endings = new Endings();
  const place = await endings.started(throwAwayPlace, ({ directory }) => discard(directory));
  const stage = new Stage({ place, secrets: secretsIn(place.secrets), callerEnvironment, endings });
  report.title(`A customer's life in ${LIFE.length} steps`);
  try {
    return await new Play(stage, report, interruption).run(LIFE);
  } finally {
    await endings.run();
  }
}
