import { inspect } from 'node:util';

/** Something is not as it should be. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';

  /** `expected` and `came` as a reader shall see them. */
  constructor(
    readonly claim: string,
    readonly expected: string,
    readonly came: string,
  ) {
    super(`${claim}: expected ${expected}, came ${came}`);
  }
}

/** A value as a reader shall see it. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value, { depth: 6, breakLength: 100, sorted: true });
}
