/** Where a fault strikes: calls of the Vercel API, or the key set and its discovery document. */
export type FaultTarget = 'vercel-api' | 'jwks';

/**
 * What goes wrong. Before any effect: `status` answers an error, `hang` never answers, `cut-before` closes the connection,
 * `html` and `redirect` answer so, `empty` is a key set without keys. After the effect: `cut-after` closes the connection,
 * `half-json` sends half of the answer, `slow` sends it byte by byte, `status-after` answers another status, `oversize` fills the
 * answer up with spaces.
 */
export const FAULT_KINDS = [
  'status',
  'hang',
  'cut-before',
  'cut-after',
  'html',
  'half-json',
  'slow',
  'status-after',
  'oversize',
  'redirect',
  'empty',
] as const;

/** One of the ways in which an answer fails. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault on demand; without `method` and `path` it strikes everything, without `times` until removed. */
export interface Fault {
  readonly on: FaultTarget;
  readonly kind: FaultKind;
  readonly method?: string;
  readonly path?: RegExp;
  /** Status of `status` and `status-after` (503), `html` (502) and `redirect` (307). */
  readonly status?: number;
  /** Laid over the answer's headers, such as `Retry-After` or a `Location`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON in place of the error body of `status` and `status-after`; null for none. */
  readonly body?: unknown;
  readonly times?: number;
  /** Size of an `oversize` answer (16 MiB). */
  readonly bytes?: number;
  /** Pause between two bytes of a `slow` answer, in milliseconds (1000). */
  readonly pauseMs?: number;
}

/** Kinds that strike before the request has had its effect. */
export const STRIKES_BEFORE: ReadonlySet<FaultKind> = new Set([
  'status',
  'hang',
  'cut-before',
  'html',
  'redirect',
  'empty',
]);
