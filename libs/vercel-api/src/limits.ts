/** Bounds of the client; every one has a default. */
export interface ApiLimits {
  /** Connections to the host at once (256); further calls wait for one within their deadline. */
  readonly connections: number;
  readonly connectMs: number;
  /** From the request to the last header (10,000). */
  readonly headersMs: number;
  /** Between two pieces of the body (5,000). */
  readonly bodyMs: number;
  /** The whole call, waiting for a connection included (20,000); what trickles in beyond is cut. */
  readonly totalMs: number;
  readonly answerBytes: number;
  /** Calls a second over all installations of this process (2,000). */
  readonly callsPerSecond: number;
  /** Failures of the host in a row that open the breaker (10). */
  readonly breakerFailures: number;
  /** How long an open breaker refuses before it lets a probe through (10,000). */
  readonly breakerPauseMs: number;
}

/** The bounds when nothing else is said. */
export const DEFAULT_LIMITS: ApiLimits = {
  connections: 256,
  connectMs: 5_000,
  headersMs: 10_000,
  bodyMs: 5_000,
  totalMs: 20_000,
  answerBytes: 4 * 1024 * 1024,
  callsPerSecond: 2_000,
  breakerFailures: 10,
  breakerPauseMs: 10_000,
};
