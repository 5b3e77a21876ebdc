import type { Answer } from '../http/json-answer.js';
import type { PathValues, Route } from '../http/router.js';
import type { ControlledVercel } from './controlled-vercel.js';

/** A request to the control API; a missing body is an empty object. */
export interface ControlCall {
  readonly vercel: ControlledVercel;
  readonly values: PathValues;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A route of the control API. */
export type ControlRoute = Route<(call: ControlCall) => Promise<Answer> | Answer>;

/** A control request that cannot be understood; answered by 400. */
export class BadControlRequest extends Error {
  override readonly name = 'BadControlRequest';
}

/** A text that the body must have. */
export function text(body: Readonly<Record<string, unknown>>, key: string): string {
  const value = body[key];
  if (typeof value !== 'string' || value === '') throw new BadControlRequest(`${key} must be a text`);
  return value;
}

/** A text that the body may have, ready to be spread. */
export function maybeText<Key extends string>(
  body: Readonly<Record<string, unknown>>,
  key: Key,
): { readonly [name in Key]?: string } {
  return (body[key] === undefined ? {} : { [key]: text(body, key) }) as { readonly [name in Key]?: string };
}

/** An answer of 200 with a body. */
export function ok(body: unknown): Answer {
  return { status: 200, body };
}
