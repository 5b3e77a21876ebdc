import { DomainError, Unreadable } from '../errors/index.js';
import { assertStorable } from './json-body.js';
import { mediaTypeOf } from './media-type.js';
import type { BodyForm } from './request.interceptor.js';

const MAX_BYTES = 64 * 1_024;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The fields of an HTML form as a browser sends them; a name that comes again holds all of its values. */
type FormFields = Record<string, string | string[]>;

/** What `<form method="post">` sends: at most 64 KiB, refused as a JSON body would be (415, 400). */
export const FORM_BODY = { maxBytes: MAX_BYTES, read: readForm } satisfies BodyForm;

function readForm(raw: Buffer, contentType: string | undefined): FormFields {
  if (raw.length > 0 && mediaTypeOf(contentType) !== 'application/x-www-form-urlencoded') {
    throw new DomainError('wrong-type', 'unsupported_media_type', 'The body must be application/x-www-form-urlencoded');
  }
  const fields: FormFields = {};
  for (const pair of textOf(raw).split('&')) if (pair !== '') add(fields, pair);
  assertStorable(fields);
  return fields;
}

function add(fields: FormFields, pair: string): void {
  const [name = '', ...rest] = pair.split('=');
  const key = decoded(name);
  const value = decoded(rest.join('='));
  if (key === '__proto__') throw new Unreadable('The form has a field that is not allowed');
  const before = Object.hasOwn(fields, key) ? fields[key] : undefined;
  fields[key] = before === undefined ? value : [before, value].flat();
}

function textOf(raw: Buffer): string {
  try {
    return decoder.decode(raw);
  } catch {
    throw new Unreadable('The form is not valid UTF-8');
  }
}

/** Stricter than `URLSearchParams`, which reads what is no UTF-8 as U+FFFD. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new Unreadable('The form is not valid UTF-8');
  }
}
