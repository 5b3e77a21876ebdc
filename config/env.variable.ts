/** A value that a parser refuses; the problem completes the sentence "NAME …" and never repeats the value. */
export class Unfit extends Error {
  constructor(readonly problem: string) {
    super(problem);
    this.name = new.target.name;
  }
}

/** Reads the text of a variable (never empty) or throws `Unfit`. */
export type Parser<T> = (text: string) => T;

/** What is known of one environment variable before any is read. */
export interface Variable<T, Presence extends 'always' | 'perhaps' = 'always' | 'perhaps'> {
  /** One sentence, for `.env.example`. */
  readonly description: string;
  readonly parse: Parser<T>;
  readonly presence: Presence;
  /** Text that stands in when the variable is not set. */
  readonly fallback?: string;
  /** Fit for a first start on a developer's machine, refused in production where the variable is required or secret. */
  readonly example?: string;
  readonly secret?: true;
}

interface Facts {
  readonly secret?: true;
  readonly example?: string;
}

/** A variable that must be set everywhere; its example stands live in `.env.example`. */
export function required<T>(
  description: string,
  parse: Parser<T>,
  facts: Facts & { readonly example: string },
): Variable<T, 'always'> {
  return { description, parse, presence: 'always', ...facts };
}

/** A variable with a value of its own when it is not set. */
export function defaulted<T>(description: string, parse: Parser<T>, fallback: string): Variable<T, 'always'> {
  return { description, parse, presence: 'always', fallback };
}

/** A variable whose absence means something. */
export function optional<T>(description: string, parse: Parser<T>, facts: Facts = {}): Variable<T, 'perhaps'> {
  return { description, parse, presence: 'perhaps', ...facts };
}
