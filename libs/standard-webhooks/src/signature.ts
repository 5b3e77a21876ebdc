import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MessageHead } from './message-head.js';

/** The three headers of a signed message. */
export interface SignedHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/** Signs a message with every key, the newest first; `id` must not hold a full stop. */
export function sign(
  message: { readonly id: string; readonly at: Date; readonly body: Uint8Array | string },
  keys: readonly Uint8Array[],
): SignedHeaders {
  const timestamp = String(Math.floor(message.at.getTime() / 1_000));
  const signatures = keys.map((key) => `v1,${digest(message.id, timestamp, message.body, key).toString('base64')}`);
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

/**
 * Whether one of the keys signed exactly these bytes under this head. Every signature is compared with every key, each in
 * constant time, so that the time taken tells nothing of either.
 */
export function isSigned(head: MessageHead, body: Uint8Array, keys: readonly Uint8Array[]): boolean {
  const expected = keys.map((key) => digest(head.id, head.timestamp, body, key));
  const matches = head.signatures.flatMap((told) => expected.filter((one) => timingSafeEqual(one, told)));
  return matches.length > 0;
}

function digest(id: string, timestamp: string, body: Uint8Array | string, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}
