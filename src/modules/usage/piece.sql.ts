/**
 * SQL of the first instant of the piece of a day that an event is counted in: of the day (UTC), or of the billing period when that begins
 * later in it. Only the boundary in the month of the event can be in its day: as many months after the first instant, which
 * PostgreSQL clamps to the end of a short month as billing's `periodAt` does. Calendar months begin with a day.
 */
export function pieceStart(installedAt: string, at: string, anchor: string): string {
  const boundary = boundaryOf(installedAt, at);
  return `greatest(date_trunc('day', ${at}, 'UTC'), CASE WHEN ${anchor} = 'anniversary' AND ${boundary} <= ${at} THEN ${boundary} END)`;
}

/** SQL of the first instant of the billing period after the one that an instant is in; as `pieceStart` reckons. */
export function nextPeriodStart(installedAt: string, at: string, anchor: string): string {
  const [own, following] = [boundaryOf(installedAt, at), boundaryOf(installedAt, at, ' + 1')];
  const month = `(date_trunc('month', ${at}, 'UTC') AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'`;
  return `CASE WHEN ${anchor} <> 'anniversary' THEN ${month} WHEN ${own} > ${at} THEN ${own} ELSE ${following} END`;
}

/** SQL of the boundary between periods in the month of an instant, or so many months later. */
function boundaryOf(installedAt: string, at: string, later = ''): string {
  const first = `date_trunc('milliseconds', ${installedAt}) AT TIME ZONE 'UTC'`;
  const now = `${at} AT TIME ZONE 'UTC'`;
  const months = `12 * (extract(year FROM ${now}) - extract(year FROM ${first})) + extract(month FROM ${now}) - extract(month FROM ${first})`;
  return `(${first} + make_interval(months => (${months})::integer${later})) AT TIME ZONE 'UTC'`;
}
