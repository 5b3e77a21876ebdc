import { createHash } from 'node:crypto';
import { type Fields, fieldsOf, textOf } from './fields.js';
import { installationsOf } from './installations.js';
import { naturalKeyOf } from './natural-key.js';

/** A delivery as far as Vercel's envelope says (webhooks 2), whatever its type. */
export interface VercelWebhook {
  /** Id of the delivery; a digest of the body stands in for one that is missing or cannot be a key. */
  readonly id: string;
  /** `unknown` where it is missing. */
  readonly type: string;
  /** When it happened by Vercel's clock; null where that cannot be read. */
  readonly createdAt: Date | null;
  /** The installations that it concerns; none for an event of a project or a domain. */
  readonly installationIds: readonly string[];
  /** The same for every delivery of one event. */
  readonly naturalKey: string | null;
  /** Empty where it is missing. */
  readonly payload: Fields;
}

const MAX_ID = 256;
const MAX_TYPE = 128;

/** Reads a delivery; missing and additional keys are tolerated, so nothing that was signed is ever refused here. */
export function readWebhook(body: Fields): VercelWebhook {
  const type = cut(textOf(body, 'type') ?? 'unknown', MAX_TYPE);
  const createdAt = instantOf(body['createdAt']);
  const payload = fieldsOf(body, 'payload');
  return {
    id: idOf(body),
    type,
    createdAt,
    installationIds: installationsOf(payload),
    naturalKey: naturalKeyOf(type, createdAt, payload),
    payload,
  };
}

function idOf(body: Fields): string {
  const id = textOf(body, 'id');
  if (id !== null && id.length <= MAX_ID) return id;
  return `sha256:${createHash('sha256').update(JSON.stringify(body)).digest('hex')}`;
}

/** Whole characters only: half of a pair could not be stored. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).toWellFormed();
}

function instantOf(value: unknown): Date | null {
  if (typeof value !== 'number' || value <= 0) return null;
  const instant = new Date(value);
  return Number.isNaN(instant.getTime()) || instant.getUTCFullYear() > 9_999 ? null : instant;
}
