import type { ApiBodyOptions } from '@nestjs/swagger';

type Schema = Extract<ApiBodyOptions, { schema: unknown }>['schema'];

const EVENT = {
  type: 'object',
  required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'data'],
  properties: {
    specversion: { type: 'string', enum: ['1.0'] },
    id: { type: 'string', maxLength: 255, description: 'Unique within the source' },
    source: { type: 'string', maxLength: 255 },
    type: { type: 'string', description: 'A meter of the catalog; `product/meter` where several products have it' },
    subject: { type: 'string', description: 'Id of a resource or of an installation' },
    time: { type: 'string', format: 'date-time' },
    data: {
      type: 'object',
      required: ['value'],
      properties: {
        value: {
          description: 'A decimal of at most 15 digits and nine decimals, without exponent',
          oneOf: [{ type: 'string' }, { type: 'number' }],
        },
        reason: { type: 'string', maxLength: 500, description: 'Makes it a correction, which may be below zero' },
      },
    },
  },
} satisfies Schema;

/** One event, or up to 1,000, for the OpenAPI document. */
export const USAGE_EVENTS: Schema = { oneOf: [EVENT, { type: 'array', maxItems: 1_000, items: EVENT }] };
