import { signedAmountOf } from '#libs/money';

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const MINUTE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const QUANTITY = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });

/** A time for people and, as ISO 8601, for machines. */
export interface Moment {
  readonly iso: string;
  readonly text: string;
}

/** Dollars, such as `$1,234.50` and `−$3.00`. */
export function dollars(cents: number): string {
  const amount = signedAmountOf(cents);
  return amount.startsWith('-') ? `−$${grouped(amount.slice(1))}` : `$${grouped(amount)}`;
}

/** The same of decimal text. */
export function dollarsOf(amount: string): string {
  return `$${grouped(amount)}`;
}

/** Decimal text with at most three decimals, such as `1,234.5`. */
export function quantity(decimal: string): string {
  return QUANTITY.format(decimal as `${number}`);
}

/** A calendar day in UTC. */
export function day(at: Date): Moment {
  return { iso: at.toISOString().slice(0, 10), text: DAY.format(at) };
}

/** A minute in UTC. */
export function minute(at: Date): Moment {
  return { iso: at.toISOString(), text: `${MINUTE.format(at)} UTC` };
}

function grouped(amount: string): string {
  const [whole = '', ...decimals] = amount.split('.');
  return [whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ','), ...decimals].join('.');
}
