const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
const MILLISECONDS = 3;

/** The instant of an RFC 3339 text, to the millisecond below; null for what is none. */
export function readEventTime(input: unknown): Date | null {
  if (typeof input !== 'string') return null;
  const text = input.toUpperCase();
  const [, year, month, day, fraction = ''] = RFC_3339.exec(text) ?? [];
  if (year === undefined || !isDay(Number(year), Number(month), Number(day))) return null;
  const short = fraction === '' ? text : text.replace(fraction, fraction.slice(0, MILLISECONDS + 1));
  const at = new Date(short);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** A calendar's day: `Date` would take the 30th of February for the 2nd of March. */
function isDay(year: number, month: number, day: number): boolean {
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
