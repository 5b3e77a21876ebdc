/**
 * SQL of the first instant of the piece of a day that an event is counted in: of the day (UTC), or of the billing period when that begins
 * later in it. Only the boundary in the month of the event can be in its day: as many months after the first instant, which
 * PostgreSQL clamps to the end of a short month as billing's `periodAt` does. Calendar months begin with a day.
 */
export function pieceStart(installedAt: string, at: string, anchor: string): string {
  const first = `date_trunc('milliseconds', ${installedAt}) AT TIME ZONE 'UTC'`;
  const now = `${at} AT TIME ZONE 'UTC'`;
  const months = `12 * (extract(year FROM ${now}) - extract(year FROM ${first})) + extract(month FROM ${now}) - extract(month FROM ${first})`;
  const boundary = `(${first} + make_interval(months => (${months})::integer)) AT TIME ZONE 'UTC'`;
  return `greatest(date_trunc('day', ${at}, 'UTC'), CASE WHEN ${anchor} = 'anniversary' AND ${boundary} <= ${at} THEN ${boundary} END)`;
}
