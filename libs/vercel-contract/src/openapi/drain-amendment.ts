import type { JsonObject } from './json.js';

const TEXT = { type: 'string' };
const HEADERS = { type: 'object', additionalProperties: TEXT };
const SCHEMAS = ['log', 'trace', 'analytics', 'speed_insights', 'ai_gateway', 'audit_log', 'connect'];

const HTTP = closed(['endpoint', 'encoding', 'headers'], {
  type: oneOf('http'),
  endpoint: TEXT,
  encoding: oneOf('json', 'ndjson'),
  headers: HEADERS,
  compression: oneOf('gzip', 'none'),
  secret: TEXT,
});

const OTLP = closed(['endpoint', 'encoding', 'headers'], {
  type: oneOf('otlphttp'),
  endpoint: closed(['traces'], { traces: TEXT }),
  encoding: oneOf('proto', 'json'),
  headers: HEADERS,
  secret: TEXT,
});

const S3 = closed(['endpoint', 'encoding', 'compression', 'fileStructure', 'roleArn', 'region'], {
  type: oneOf('s3'),
  endpoint: TEXT,
  encoding: oneOf('json', 'ndjson'),
  compression: oneOf('none'),
  fileStructure: oneOf('hive'),
  roleArn: TEXT,
  region: TEXT,
  serverSideEncryption: oneOf('AES256', 'aws:kms', 'aws:kms:dsse'),
  objectAcl: oneOf('private', 'bucket-owner-read', 'bucket-owner-full-control'),
});

const SAMPLING = closed(['type', 'rate'], {
  type: oneOf('head_sampling'),
  rate: { type: 'number', minimum: 0, maximum: 1 },
  env: oneOf('production', 'preview'),
  requestPath: TEXT,
});

const SOURCE = {
  oneOf: [
    closed(['kind', 'externalResourceId'], { kind: oneOf('integration'), externalResourceId: TEXT }),
    closed(['kind', 'resourceId'], { kind: oneOf('integration'), resourceId: TEXT }),
    closed(['kind'], { kind: oneOf('integration', 'self-served') }),
  ],
};

const FIELDS = {
  name: TEXT,
  projects: oneOf('some', 'all'),
  projectIds: { type: 'array', items: TEXT },
  filter: closed(['version', 'filter'], { version: TEXT, filter: { type: 'object' } }),
  schemas: {
    type: 'object',
    propertyNames: { enum: SCHEMAS },
    additionalProperties: { type: 'object', required: ['version'], properties: { version: TEXT } },
  },
  delivery: { oneOf: [HTTP, OTLP, S3] },
  sampling: { type: 'array', maxItems: 10, items: SAMPLING },
  transforms: { type: 'array', items: { type: 'object', required: ['id'], properties: { id: TEXT } } },
  source: SOURCE,
};

/** Body of Create Drain as `vercel-api.md` 3.4 has it; the document's cannot tell the kinds of sources and of deliveries apart. */
export const NEW_DRAIN = closed(['name', 'projects', 'schemas'], FIELDS);

/** Body of Update Drain: the same, all optional. */
export const CHANGED_DRAIN = closed([], FIELDS);

/** Body of Test Delivery. */
export const TESTED_DRAIN = closed(['schemas', 'delivery'], { schemas: FIELDS.schemas, delivery: FIELDS.delivery });

function closed(required: readonly string[], properties: JsonObject): JsonObject {
  const kind = 'type' in properties && !required.includes('type') ? ['type'] : [];
  return { type: 'object', additionalProperties: false, required: [...kind, ...required], properties };
}

function oneOf(...values: readonly string[]): JsonObject {
  return { type: 'string', enum: values };
}
