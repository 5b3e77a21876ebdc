import pg from 'pg';
import { DriverUnavailable, ReplFailed } from '../../driver.errors.js';
import { errorBlocks } from './console-blocks.js';
import { NotInConsole, TOOK_TOO_LONG } from './console-query.js';

const QUERY_CANCELED = '57014';

/** The session was ended: suspended, deprovisioned, or the server restarted. */
const GONE = /^57P/;

/** The customer's own mistakes, in red; whatever is ours stays a transient failure without a word about the server. */
export function consoleFailure(error: unknown, input: string): Error {
  if (error instanceof NotInConsole) return new ReplFailed(error.message, errorBlocks([`ERROR: ${error.message}`]));
  if (!(error instanceof pg.DatabaseError) || GONE.test(error.code ?? '')) {
    return new DriverUnavailable('the console session ended early', { cause: error });
  }
  const lines = error.code === QUERY_CANCELED ? [`ERROR: ${TOOK_TOO_LONG}`] : told(error, input);
  return new ReplFailed('the statement failed', errorBlocks(lines));
}

function told(error: pg.DatabaseError, input: string): readonly string[] {
  const lines = [`${error.severity ?? 'ERROR'}: ${error.message}`];
  const position = Number(error.position ?? 0);
  if (position > 0) lines.push(`LINE ${lineAt(input, position)}`);
  if (error.detail !== undefined) lines.push(`DETAIL: ${error.detail}`);
  if (error.hint !== undefined) lines.push(`HINT: ${error.hint}`);
  return lines;
}

/** PostgreSQL counts characters from 1. */
function lineAt(input: string, position: number): number {
  const before = Array.from(input).slice(0, position - 1);
  return before.filter((character) => character === '\n').length + 1;
}
