/** A text that is no plain decimal number, or not one of the kind that is wanted; `message` does not repeat it. */
export class NotADecimal extends Error {
  constructor(wanted: string) {
    super(`must be ${wanted}`);
  }
}
