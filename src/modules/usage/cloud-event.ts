import { createHash } from 'node:crypto';
import { Unreadable } from '../../platform/errors/index.js';
import { assertStorable } from '../../platform/http/index.js';
import { readEventTime } from './event-time.js';
import { readMeterValue } from './meter-value.js';
import type { Refusal } from './refusal.js';

const MAX_TEXT = 255;
const MAX_REASON = 500;
const DIGEST_BYTES = 16;

/** A usage event that can be read; whether it counts depends on what is on record. */
export interface MeterEvent {
  readonly id: string;
  readonly source: string;
  /** A meter, as the catalog calls it. */
  readonly type: string;
  readonly subject: string;
  readonly at: Date;
  readonly value: string;
  /** Null for what was measured. */
  readonly reason: string | null;
  /** Of source and id. */
  readonly digest: Buffer;
  /** Of all else that counts; how it was written does not. */
  readonly payload: Buffer;
}

/** Reads one item of a batch as a CloudEvent 1.0; says what it is refused for otherwise. */
export function readCloudEvent(item: unknown): MeterEvent | Refusal {
  if (typeof item !== 'object' || item === null || Array.isArray(item) || !isStorable(item)) return 'invalid_event';
  const { specversion, id, source, type, subject, time, data, datacontenttype } = item as Record<string, unknown>;
  if (specversion !== '1.0') return 'invalid_specversion';
  if (!isText(id)) return 'invalid_id';
  if (!isText(source)) return 'invalid_source';
  if (!isText(type)) return 'invalid_type';
  if (!isText(subject)) return 'invalid_subject';
  const at = readEventTime(time);
  if (at === null) return 'invalid_time';
  const said = isJson(datacontenttype) ? readData(data) : 'invalid_data';
  if (typeof said === 'string') return said;
  const digest = digestOf([source, id]);
  const payload = digestOf([type, subject, at.toISOString(), said.value, said.reason]);
  return { id, source, type, subject, at, ...said, digest, payload };
}

/** What is below zero takes something back, and needs a reason. */
function readData(data: unknown): Pick<MeterEvent, 'value' | 'reason'> | Refusal {
  if (typeof data !== 'object' || data === null) return 'invalid_data';
  const { value: told, reason = null } = data as Record<string, unknown>;
  const value = readMeterValue(told);
  if (value === null) return 'invalid_value';
  if (reason !== null && (!isText(reason, MAX_REASON) || reason.trim() === '')) return 'invalid_reason';
  if (value.startsWith('-') && reason === null) return 'negative_value';
  return { value, reason };
}

function isStorable(item: object): boolean {
  try {
    assertStorable(item);
    return true;
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}

function isText(text: unknown, most = MAX_TEXT): text is string {
  return typeof text === 'string' && text !== '' && text.length <= most;
}

function isJson(type: unknown): boolean {
  return type === undefined || (typeof type === 'string' && /^application\/json\s*(;|$)/i.test(type));
}

function digestOf(parts: readonly unknown[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, DIGEST_BYTES);
}
