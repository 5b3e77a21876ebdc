/** Names of the headers of a signed message. */
export const MESSAGE_HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/** What the headers of a message say; nothing of it is proven before the body has been read. */
export interface MessageHead {
  readonly id: string;
  /** Seconds since 1970, as they were written. */
  readonly timestamp: string;
  /** 32 bytes each, at least one. */
  readonly signatures: readonly Uint8Array[];
}

/** No full stop: it separates the signed parts. */
const ID = /^[A-Za-z0-9_-]{1,128}$/;
const TIMESTAMP = /^\d{1,12}$/;
const SIGNATURE = /^v1,([A-Za-z0-9+/]{43}=)$/;
const MOST_SIGNATURES = 8;

/** Reads the headers, each of which must be there once; null where they do not have the form, so that no body need be read. */
export function readMessageHead(headers: Readonly<Record<string, readonly string[] | undefined>>): MessageHead | null {
  const values = MESSAGE_HEADERS.map((name) => headers[name] ?? []);
  if (values.some((list) => list.length !== 1)) return null;
  const [id = '', timestamp = '', signature = ''] = values.flat();
  if (!ID.test(id) || !TIMESTAMP.test(timestamp)) return null;
  const written = signature.split(' ');
  if (written.length > MOST_SIGNATURES) return null;
  const signatures = written.flatMap((one) => decoded(one) ?? []);
  return signatures.length === 0 ? null : { id, timestamp, signatures };
}

/** Whether a message was sent within so many seconds of now, before or after. */
export function isTimely(head: MessageHead, now: Date, toleranceSeconds: number): boolean {
  return Math.abs(now.getTime() / 1_000 - Number(head.timestamp)) <= toleranceSeconds;
}

/** Versions that are not known are passed over, as the standard wants it. */
function decoded(text: string): Uint8Array | null {
  const base64 = SIGNATURE.exec(text)?.[1];
  if (base64 === undefined) return null;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : null;
}
