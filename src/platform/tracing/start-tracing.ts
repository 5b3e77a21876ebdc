/** Begins to send traces where an endpoint is configured; the answer sends the last of them. Call it before the app is made. */
export async function startTracing(endpoint: string | undefined): Promise<() => Promise<void>> {
  if (endpoint === undefined) return () => Promise.resolve();
  const { exportSpans } = await import('./otlp.js');
  return exportSpans(endpoint);
}
