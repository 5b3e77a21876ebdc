import type { Outcome } from '../outcome.js';

/** Takes secrets out of what a failure tells, should Vercel have repeated one. */
export function hide<Value>(outcome: Outcome<Value>, secrets: readonly string[]): Outcome<Value> {
  if (outcome.kind === 'done') return outcome;
  return { ...outcome, code: without(outcome.code, secrets), message: without(outcome.message, secrets) };
}

function without(text: string, secrets: readonly string[]): string {
  const present = secrets.filter((secret) => secret !== '' && text.includes(secret));
  return present.reduce((left, secret) => left.replaceAll(secret, '[secret]'), text);
}
