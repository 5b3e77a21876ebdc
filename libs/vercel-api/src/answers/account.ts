import type { AccountInfo } from '#libs/vercel-contract';
import { isFields, maybeText, textOf } from './fields.js';

/** Reads Get Account Information; the contact may be null. */
export function readAccount(json: unknown): AccountInfo | null {
  if (!isFields(json)) return null;
  const url = textOf(json, 'url');
  const contact = readContact(json['contact']);
  return url === undefined ? null : { url, ...maybeText(json, 'name'), contact };
}

function readContact(value: unknown): NonNullable<AccountInfo['contact']> | null {
  if (!isFields(value)) return null;
  const email = textOf(value, 'email');
  return email === undefined ? null : { email, ...maybeText(value, 'name') };
}
