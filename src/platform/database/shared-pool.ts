import pg, { type PoolClient } from 'pg';
import { workContext } from '../context/index.js';

type Connected = (error: Error | undefined, client: PoolClient | undefined, release: (error?: Error) => void) => void;

/** What one caller has of the pool in this moment; `held` counts what the pool is about to give as well. */
interface Share {
  held: number;
  readonly waiting: (() => void)[];
}

/** So many of one caller may wait for its share; who comes on top of them is refused at once. */
const MOST_WAITING = 128;
const POOL_TIMEOUT = 'timeout exceeded when trying to connect';

/** What a caller hears whose share of the pool is in use. */
export class ShareInUse extends Error {
  constructor() {
    super('The share of the connections that this caller may have is in use');
  }
}

/**
 * A pool of which one caller, as `workContext` names it, has half of the connections at most: what it wants beyond them waits
 * behind its own, and no longer than anybody waits for a connection. So there is always one for somebody else.
 */
export class SharedPool extends pg.Pool {
  /** Hears of whoever got no connection: its share was in use, or the whole pool. */
  whenRefused: (why: 'share' | 'pool') => void = () => undefined;
  private readonly shares = new Map<string, Share>();
  private readonly holders = new Map<PoolClient, string>();
  private readonly most = Math.max(1, Math.floor(this.options.max / 2));

  constructor(config?: pg.PoolConfig) {
    super(config);
    this.on('release', (_error, client) => this.leave(client));
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<PoolClient> | void {
    const name = workContext()?.share;
    if (callback !== undefined) return this.enter(name, callback);
    return new Promise((resolve, reject) => {
      this.enter(name, (error, client) => (client === undefined ? reject(error) : resolve(client)));
    });
  }

  private enter(name: string | undefined, callback: Connected): void {
    if (name === undefined) return this.take(name, callback);
    const share = this.shares.get(name);
    if (share === undefined) this.shares.set(name, { held: 1, waiting: [] });
    else if (share.held >= this.most) return this.wait(share, name, callback);
    else share.held += 1;
    this.take(name, callback);
  }

  private take(name: string | undefined, callback: Connected): void {
    super.connect((error, client, release) => {
      if (error?.message === POOL_TIMEOUT) this.whenRefused('pool');
      if (name !== undefined && client !== undefined) this.holders.set(client, name);
      if (name !== undefined && client === undefined) this.giveBack(name);
      callback(error, client, release);
    });
  }

  private wait({ waiting }: Share, name: string, callback: Connected): void {
    if (waiting.length >= MOST_WAITING) return this.refuse(callback);
    let isRefused = false;
    const admit = (): void =>
      this.take(name, (error, client, release) => {
        clearTimeout(timer);
        if (!isRefused) callback(error, client, release);
        else client?.release();
      });
    const timer = setTimeout(() => {
      isRefused = true;
      const at = waiting.indexOf(admit);
      if (at >= 0) waiting.splice(at, 1);
      this.refuse(callback);
    }, this.options.connectionTimeoutMillis ?? 0).unref();
    waiting.push(admit);
  }

  private refuse(callback: Connected): void {
    this.whenRefused('share');
    callback(new ShareInUse(), undefined, () => undefined);
  }

  private leave(client: PoolClient): void {
    const name = this.holders.get(client);
    if (name === undefined) return;
    this.holders.delete(client);
    this.giveBack(name);
  }

  /** Whoever is next gets it once the pool has it back: asked at once, the pool would open another one. */
  private giveBack(name: string): void {
    const share = this.shares.get(name);
    if (share === undefined) return;
    const next = share.waiting.shift();
    if (next !== undefined) return process.nextTick(next);
    share.held -= 1;
    if (share.held === 0) this.shares.delete(name);
  }
}

/** `pg`, as TypeORM is to use it. */
export const PG_WITH_SHARES: object = Object.create(pg, { Pool: { value: SharedPool } }) as object;
