import { NotADecimal } from './not-a-decimal.js';

/** Digits, and after a point more digits: no sign, no exponent, no blank. */
const UNSIGNED = /^\d+(?:\.\d+)?$/;
const SIGNED = /^-?\d+(?:\.\d+)?$/;

/** Longer than any amount or quantity that `numeric(38, 9)` holds, and short enough to be cheap. */
const MOST_CHARACTERS = 64;

function greatestCommonDivisor(one: bigint, other: bigint): bigint {
  let [a, b] = [one < 0n ? -one : one, other];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/** An exact number, as a fraction: nothing is rounded, also by a division, until somebody asks for a number of places. */
export class Exact {
  static readonly zero = new Exact(0n, 1n);

  private constructor(
    private readonly above: bigint,
    private readonly below: bigint,
  ) {}

  /** Of decimal text without a sign. @throws NotADecimal */
  static parse(text: string): Exact {
    return Exact.read(text, UNSIGNED, 'a decimal number without a sign');
  }

  /** Of decimal text that may be negative. @throws NotADecimal */
  static parseSigned(text: string): Exact {
    return Exact.read(text, SIGNED, 'a decimal number');
  }

  /** Of a whole number. @throws RangeError when it is none, or not exact as a number */
  static whole(number: number | bigint): Exact {
    if (typeof number === 'number' && !Number.isSafeInteger(number)) throw new RangeError('must be a whole number');
    return new Exact(BigInt(number), 1n);
  }

  plus(other: Exact): Exact {
    return Exact.reduced(this.above * other.below + other.above * this.below, this.below * other.below);
  }

  minus(other: Exact): Exact {
    return Exact.reduced(this.above * other.below - other.above * this.below, this.below * other.below);
  }

  times(other: Exact): Exact {
    return Exact.reduced(this.above * other.above, this.below * other.below);
  }

  /** @throws RangeError when `other` is zero */
  dividedBy(other: Exact): Exact {
    return Exact.reduced(this.above * other.below, this.below * other.above);
  }

  /** Negative, zero or positive, as sorting wants it. */
  compare(other: Exact): number {
    const difference = this.above * other.below - other.above * this.below;
    if (difference === 0n) return 0;
    return difference < 0n ? -1 : 1;
  }

  atMost(limit: Exact): Exact {
    return this.compare(limit) > 0 ? limit : this;
  }

  atLeast(limit: Exact): Exact {
    return this.compare(limit) < 0 ? limit : this;
  }

  get isPositive(): boolean {
    return this.above > 0n;
  }

  /** The nearest whole number after `places` decimal places; a half goes away from zero. The one place where anything is rounded. */
  scaled(places: number): bigint {
    const above = this.above * 10n ** BigInt(places);
    const magnitude = ((above < 0n ? -above : above) * 2n + this.below) / (this.below * 2n);
    return above < 0n ? -magnitude : magnitude;
  }

  /** Decimal text with at most so many places, without zeros at its end; rounded where it has more. */
  toText(places: number): string {
    const scaled = this.scaled(places);
    const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
    const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
    const sign = scaled < 0n ? '-' : '';
    return `${sign}${digits.slice(0, digits.length - places)}${fraction === '' ? '' : `.${fraction}`}`;
  }

  private static read(text: string, shape: RegExp, wanted: string): Exact {
    if (typeof text !== 'string' || text.length > MOST_CHARACTERS || !shape.test(text)) throw new NotADecimal(wanted);
    const [whole = '', fraction = ''] = text.split('.');
    return Exact.reduced(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
  }

  private static reduced(above: bigint, below: bigint): Exact {
    if (below === 0n) throw new RangeError('must not be divided by zero');
    const divisor = greatestCommonDivisor(above, below < 0n ? -below : below) * (below < 0n ? -1n : 1n);
    return new Exact(above / divisor, below / divisor);
  }
}
