const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** After so many failures in a row: doubles with each, up to a quarter of an hour, with jitter over its upper half, so that not all come back at once. */
export function backOffMs(attempts: number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts, 20));
  return full / 2 + Math.random() * (full / 2);
}
