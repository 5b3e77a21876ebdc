import pg from 'pg';

/**
 * A connection of a pool. While a pool hands one over nobody listens for its errors, and one that the server ends in that very moment
 * would end the process; whoever has it hears of its end by the next statement.
 */
export class PooledClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
