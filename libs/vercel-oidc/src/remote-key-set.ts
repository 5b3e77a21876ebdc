import type { CryptoKey } from 'jose';
import { fetchKeySet } from './key-set-fetch.js';
import { readKeySet, type KeySet } from './key-set.js';
import { KeySetUnavailable } from './key-set-unavailable.js';
import { TokenRefused } from './token-refused.js';
import type { TokenHeader } from './token-header.js';

/** Takes structured lines as pino does: fields first. */
export interface KeySetLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Where the keys come from and for how long they are believed. */
export interface RemoteKeySetOptions {
  readonly url: string;
  readonly now: () => Date;
  readonly log?: KeySetLog;
  /** Pause between two background fetches (600); after a failure they come sooner. */
  readonly refreshSeconds?: number;
  /** Unknown key ids cause at most one fetch in this time (30). */
  readonly cooldownSeconds?: number;
  /** Age up to which the last good set serves while it cannot be fetched again; 24 hours, and not more. */
  readonly keepSeconds?: number;
  /** For the whole answer, its last byte included (3000). */
  readonly timeoutMs?: number;
}

/** What readiness tells of the key set. */
export interface KeySetStatus {
  readonly keys: number;
  readonly fetchedAt: Date | null;
  readonly ageSeconds: number | null;
  readonly usable: boolean;
  /** Why the latest fetch brought nothing; null once one succeeds. */
  readonly lastError: string | null;
}

/** A key, and the version of the set it was found in. */
interface FoundKey {
  readonly key: CryptoKey;
  readonly version: number;
}

const DAY_SECONDS = 86_400;
const RETRY_PAUSE_MS = 1000;

/** The issuer's keys, fetched on first use; a fetch that fails in whatever way leaves the last good set in place. */
export class RemoteKeySet {
  readonly #options: Required<Omit<RemoteKeySetOptions, 'log'>>;
  readonly #log: KeySetLog | undefined;
  #current: { readonly set: KeySet; readonly fetchedAtMs: number } | null = null;
  #version = 0;
  #fetching: Promise<void> | null = null;
  #failure: { readonly message: string; readonly atMs: number; readonly inARow: number } | null = null;
  #refetchedAtMs: number | null = null;
  #background: { timer?: NodeJS.Timeout } | null = null;
  #lifetime = new AbortController();

  constructor({ log, ...options }: RemoteKeySetOptions) {
    this.#log = log;
    this.#options = { refreshSeconds: 600, cooldownSeconds: 30, keepSeconds: DAY_SECONDS, timeoutMs: 3000, ...options };
    if (!URL.canParse(options.url)) throw new TypeError('the key set needs an absolute URL');
    const { keepSeconds } = this.#options;
    if (!(keepSeconds > 0 && keepSeconds <= DAY_SECONDS)) throw new RangeError('a key set is kept for at most a day');
  }

  /** Fetches now and then in the background; the timer keeps no process alive. */
  start(): void {
    if (this.#background) return;
    this.#background = {};
    void this.#refreshFrom(this.#background);
  }

  /** Ends the background refresh and cuts a fetch that is under way; keys go on being fetched on use. */
  stop(): void {
    clearTimeout(this.#background?.timer);
    this.#background = null;
    this.#lifetime.abort();
    this.#lifetime = new AbortController();
    this.#fetching = null;
  }

  /** Counts the changes of the keys; a fetch that brings the same keys is none. */
  get version(): number {
    return this.#version;
  }

  /** False before the first good set and once the last one is too old. */
  get usable(): boolean {
    const age = this.#ageSeconds();
    return age !== null && age <= this.#options.keepSeconds;
  }

  /** Sees to it that there are keys, before something is done that needs them afterwards. Throws KeySetUnavailable. */
  async prepare(): Promise<void> {
    if (!this.usable) await this.#fetchMissing();
    this.#usableSet();
  }

  /** Throws KeySetUnavailable without a usable set, TokenRefused when it holds no key that fits. */
  async find(header: TokenHeader): Promise<FoundKey> {
    if (!this.usable) await this.prepare();
    else if (!this.#usableSet().keyIds.has(header.kid)) await this.#refetch();
    const set = this.#usableSet();
    const version = this.#version;
    if (!set.keyIds.has(header.kid)) throw new TokenRefused('key-unknown');
    const key = await set.find(header);
    if (!key) throw new TokenRefused('key-mismatch');
    return { key, version };
  }

  status(): KeySetStatus {
    return {
      keys: this.#current?.set.keyIds.size ?? 0,
      fetchedAt: this.#current && new Date(this.#current.fetchedAtMs),
      ageSeconds: this.#ageSeconds(),
      usable: this.usable,
      lastError: this.#failure?.message ?? null,
    };
  }

  #usableSet(): KeySet {
    if (!this.#current || !this.usable) throw new KeySetUnavailable(this.#failure?.message ?? 'not fetched yet');
    return this.#current.set;
  }

  #ageSeconds(): number | null {
    return this.#current && Math.max(0, (this.#nowMs() - this.#current.fetchedAtMs) / 1000);
  }

  async #fetchMissing(): Promise<void> {
    if (this.#fetching || this.#hasPassed(RETRY_PAUSE_MS, this.#failure?.atMs)) await this.#fetch();
  }

  async #refetch(): Promise<void> {
    if (this.#fetching) return this.#fetching;
    if (!this.#hasPassed(this.#options.cooldownSeconds * 1000, this.#refetchedAtMs)) return;
    this.#refetchedAtMs = this.#nowMs();
    await this.#fetch();
  }

  /** A clock that was set back must not stretch a pause, so a time in the future counts as long ago. */
  #hasPassed(pauseMs: number, sinceMs: number | null | undefined): boolean {
    if (sinceMs === null || sinceMs === undefined) return true;
    const elapsed = this.#nowMs() - sinceMs;
    return elapsed < 0 || elapsed >= pauseMs;
  }

  #fetch(): Promise<void> {
    if (this.#fetching) return this.#fetching;
    const fetching = this.#fetchAlone(this.#lifetime.signal).finally(() => {
      if (this.#fetching === fetching) this.#fetching = null;
    });
    this.#fetching = fetching;
    return fetching;
  }

  async #fetchAlone(cancelled: AbortSignal): Promise<void> {
    const { url, timeoutMs } = this.#options;
    try {
      const set = await readKeySet(await fetchKeySet({ url, timeoutMs, cancelled }));
      if (!cancelled.aborted) this.#accept(set);
    } catch (error) {
      if (!cancelled.aborted) this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  #fail(message: string): void {
    this.#failure = { message, atMs: this.#nowMs(), inARow: (this.#failure?.inARow ?? 0) + 1 };
    const fields = { url: this.#options.url, reason: message, ageSeconds: this.#ageSeconds() };
    this.#log?.warn(fields, 'the key set could not be fetched');
  }

  #accept(set: KeySet): void {
    const changed = set.fingerprint !== this.#current?.set.fingerprint;
    this.#current = { set: changed || !this.#current ? set : this.#current.set, fetchedAtMs: this.#nowMs() };
    this.#failure = null;
    if (!changed) return;
    this.#version += 1;
    this.#log?.info({ keyIds: [...set.keyIds] }, 'the key set changed');
  }

  async #refreshFrom(background: { timer?: NodeJS.Timeout }): Promise<void> {
    await this.#fetch();
    if (this.#background !== background) return;
    const { refreshSeconds, cooldownSeconds } = this.#options;
    const failures = this.#failure?.inARow ?? 0;
    const seconds = failures === 0 ? refreshSeconds : Math.min(refreshSeconds, cooldownSeconds, 2 ** (failures - 1));
    background.timer = setTimeout(() => void this.#refreshFrom(background), seconds * 1000);
    background.timer.unref();
  }

  #nowMs(): number {
    return this.#options.now().getTime();
  }
}
