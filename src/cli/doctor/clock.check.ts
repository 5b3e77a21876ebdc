import { type Check, failed, ok, type Verdict, warning } from './check.js';
import { databaseCheck } from './database.check.js';
import { ask } from './reach.js';
import { rowsOf, type Scene } from './scene.js';
import { vercelApiCheck } from './vercel.check.js';

const WORTH_A_WORD_MS = 2_000;
/** From here on tokens and signatures are refused. */
const TOO_FAR_MS = 30_000;
/** The header tells whole seconds. */
const HEADER_STEP_MS = 1_000;
const MEND = 'Synchronise the clocks of both machines (NTP).';

/** How far this machine's clock is from the database's. */
export const clockCheck: Check = { name: 'clock', needs: databaseCheck.name, look: lookAtDatabase };

/** How far this machine's clock is from that of Vercel's API. */
export const vercelClockCheck: Check = { name: "Vercel's clock", needs: vercelApiCheck.name, look: lookAtVercel };

async function lookAtDatabase({ databaseUrl, settings }: Scene): Promise<Verdict> {
  const before = Date.now();
  const [row] = await rowsOf<{ at: Date }>(databaseUrl, 'SELECT clock_timestamp() AS at');
  const after = Date.now();
  const skew = judgeSkew((row?.at.getTime() ?? after) - (before + after) / 2, (after - before) / 2);
  return skew.outcome === 'ok' ? judgeOffset(await offsetOf(databaseUrl), settings.isProduction, skew) : skew;
}

async function offsetOf(databaseUrl: string): Promise<number> {
  const [table] = await rowsOf<{ present: boolean }>(
    databaseUrl,
    `SELECT to_regclass('public.clock_offsets') IS NOT NULL AS present`,
  );
  if (!table?.present) return 0;
  const [row] = await rowsOf<{ ms: string }>(databaseUrl, 'SELECT offset_ms AS ms FROM clock_offsets WHERE id = 1');
  return Number(row?.ms ?? 0);
}

function judgeOffset(offsetMs: number, isProduction: boolean, otherwise: Verdict): Verdict {
  if (offsetMs === 0) return otherwise;
  const seen = `moved ahead by ${(offsetMs / 3_600_000).toFixed(1)} hours`;
  const advice = 'Only a server for tests has a clock that was moved: begin with a fresh database.';
  return isProduction ? failed(seen, advice) : warning(seen, advice);
}

async function lookAtVercel({ settings }: Scene): Promise<Verdict> {
  const { headers, took } = await ask(settings.vercel.apiUrl);
  const told = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(told)) return { outcome: 'not checked', seen: 'the answer has no date', advice: '' };
  return judgeSkew(told + HEADER_STEP_MS / 2 - (Date.now() - took / 2), took / 2 + HEADER_STEP_MS);
}

/** `skewMs`: how far the other one is ahead, as measured to within `uncertainMs`. */
export function judgeSkew(skewMs: number, uncertainMs: number): Verdict {
  const sure = Math.max(0, Math.abs(skewMs) - uncertainMs);
  if (sure < WORTH_A_WORD_MS) return ok('goes with that of this machine');
  const seen = `${(sure / 1_000).toFixed(1)} seconds ${skewMs > 0 ? 'ahead of' : 'behind'} this machine's`;
  return sure < TOO_FAR_MS ? warning(seen, MEND) : failed(seen, MEND);
}
