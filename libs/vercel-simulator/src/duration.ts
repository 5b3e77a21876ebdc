const ISO_DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const UNITS_MS = [604_800_000, 86_400_000, 3_600_000, 60_000, 1_000] as const;

/** Milliseconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds ("P1DT2H"); throws on anything else. */
export function durationMs(text: string): number {
  const match = ISO_DURATION.exec(text);
  const parts = match?.slice(1) ?? [];
  if (parts.every((part) => part === undefined)) throw new TypeError(`not a duration: ${text}`);
  return UNITS_MS.reduce((sum, unit, index) => sum + Number(parts[index] ?? 0) * unit, 0);
}
