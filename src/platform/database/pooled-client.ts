import pg from 'pg';
import { type Named, PreparedQuery } from './prepared-query.js';

type Rest = readonly unknown[];

/** `query` as whatever it is called with. */
const Base = pg.Client as unknown as new (config?: string | pg.ClientConfig) => Omit<pg.Client, 'query'> & {
  query(query: unknown, ...rest: Rest): unknown;
};

class Pooled extends Base {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }

  override query(query: unknown, ...rest: Rest): unknown {
    if (!isNamed(query)) return super.query(query, ...rest);
    const callback = rest.findLast((part) => typeof part === 'function');
    if (callback !== undefined) return super.query(new PreparedQuery(query), callback);
    const answer = new Promise((resolve, reject) => {
      super.query(new PreparedQuery(query), (error: unknown, result: unknown) =>
        error ? reject(error) : resolve(result),
      );
    });
    return answer.catch(withStackOfCaller);
  }
}

/**
 * A connection of a pool. While a pool hands one over nobody listens for its errors, and one that the server ends in that very moment
 * would end the process; whoever has it hears of its end by the next statement. Named statements go out as `PreparedQuery`.
 */
export const PooledClient = Pooled as unknown as typeof pg.Client;

function isNamed(query: unknown): query is Named {
  return typeof query === 'object' && query !== null && 'name' in query && !('submit' in query);
}

/** Else the stack would lead to the socket that brought the failure. */
function withStackOfCaller(error: Error): never {
  Error.captureStackTrace(error);
  throw error;
}
