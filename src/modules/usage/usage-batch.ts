import { DomainError, Unreadable } from '../../platform/errors/index.js';
import { type BodyForm, mediaTypeOf, parseJson } from '../../platform/http/index.js';

/** Events in one request, at most. */
const MAX_EVENTS = 1_000;
const EVENT_BYTES = 1_024;

const SINGLE = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';
const JSON_TYPE = 'application/json';

/** Media types of a body of events. */
export const USAGE_TYPES = [SINGLE, BATCH, JSON_TYPE] as const;

/** A body of events: one as an object, several as an array, which plain JSON may both be. */
export const USAGE_BATCH: BodyForm = {
  maxBytes: MAX_EVENTS * EVENT_BYTES,
  read: (raw, contentType) => {
    const type = raw.length === 0 ? JSON_TYPE : mediaTypeOf(contentType);
    if (!USAGE_TYPES.some((known) => known === type)) {
      const message = `The body must be one of ${USAGE_TYPES.join(', ')}`;
      throw new DomainError('wrong-type', 'unsupported_media_type', message);
    }
    return eventsIn(parseJson(raw), type);
  },
};

/** What is inside an item is judged item by item. */
function eventsIn(body: unknown, type: string | null): readonly unknown[] {
  if (Array.isArray(body) && type !== SINGLE) {
    if (body.length <= MAX_EVENTS) return body as readonly unknown[];
    throw new DomainError('too-large', 'payload_too_large', `A batch has at most ${MAX_EVENTS} events`);
  }
  const isEvent = typeof body === 'object' && body !== null && !Array.isArray(body);
  if (isEvent && type !== BATCH) return [body];
  throw new Unreadable(type === BATCH ? 'The body must be an array of events' : 'The body must be an event');
}
