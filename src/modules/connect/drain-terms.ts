import type { DrainWish, LogDrainWish } from '#libs/vercel-api';
import type { DrainDocument } from '../catalog/index.js';
import type { SecretsVersion } from '../resources/index.js';
import type { DrainKey } from './project-drain.repository.js';

/** The schemas of drains have one version so far (vercel-api 3.4, unconfirmed). */
const SCHEMA_VERSION = 'v1';
const LONGEST_NAME = 100;

/** What is told of a drain, and under which name it is found again at Vercel. */
export interface DrainTerms {
  readonly key: DrainKey;
  readonly document: DrainDocument;
  readonly present: SecretsVersion;
}

/** Both kinds of names take these characters. */
export function nameAtVercel({ name, resourceId, projectId }: DrainKey): string {
  return `${name} ${resourceId} ${projectId}`.replaceAll(/[^A-Za-z0-9_ -]/g, '_').slice(0, LONGEST_NAME);
}

/** A drain of one project. */
export function drainWish({ key, document, present }: DrainTerms): DrainWish {
  const secret = secretOf(document, present);
  return {
    name: nameAtVercel(key),
    projects: 'some',
    projectIds: [key.projectId],
    schemas: Object.fromEntries((document.schemas ?? ['log']).map((name) => [name, { version: SCHEMA_VERSION }])),
    delivery: {
      type: 'http',
      endpoint: endpointOf(document, key),
      encoding: document.encoding ?? 'json',
      headers: {},
      ...(secret !== undefined && { secret }),
    },
    source: { kind: 'integration' },
  };
}

/** The older kind. */
export function logDrainWish({ key, document, present }: DrainTerms): LogDrainWish {
  const secret = secretOf(document, present);
  return {
    name: nameAtVercel(key),
    url: endpointOf(document, key),
    projectIds: [key.projectId],
    deliveryFormat: document.encoding ?? 'json',
    ...(secret !== undefined && { secret }),
  };
}

function endpointOf({ endpoint }: DrainDocument, { resourceId }: DrainKey): string {
  return endpoint.replaceAll('{resourceId}', encodeURIComponent(resourceId));
}

function secretOf({ secret }: DrainDocument, { secrets }: SecretsVersion): string | undefined {
  return secret === undefined ? undefined : secrets.find(({ name }) => name === secret)?.value;
}
