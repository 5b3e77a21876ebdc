import { CHANGED_DRAIN, NEW_DRAIN, TESTED_DRAIN } from './drain-amendment.js';
import { isObject, type JsonObject } from './json.js';

const CLIENT = { client_id: { type: 'string' }, client_secret: { type: 'string' } };
const CONNECTION_ENVIRONMENTS = {
  type: 'array',
  items: { type: 'string', enum: ['production', 'preview', 'development'] },
};

function json(schema: JsonObject): JsonObject {
  return { requestBody: { required: true, content: { 'application/json': { schema } } } };
}

const text = (name: string, schema: JsonObject = {}): JsonObject => ({
  name,
  in: 'query',
  schema: { type: 'string', ...schema },
});

const CONFIGURATIONS_QUERY = [
  { ...text('view', { enum: ['account', 'project'] }), required: true },
  text('installationType', { enum: ['marketplace', 'external', 'provisioning'] }),
  text('integrationIdOrSlug'),
  text('teamId'),
  text('slug'),
];

const INSTALLATION = '/v1/installations/{integrationConfigurationId}';

/** Where `vercel-api.md` says more than Vercel's document of October 2025: path, method, what is laid over it. */
const AMENDMENTS: readonly (readonly [path: string, method: string, patch: JsonObject])[] = [
  [
    `${INSTALLATION}/credentials/rotate`,
    'post',
    json({ type: 'object', required: ['client_secret'], properties: CLIENT, additionalProperties: false }),
  ],
  [
    `${INSTALLATION}/credentials/revoke`,
    'post',
    json({
      type: 'object',
      required: ['token', 'client_secret'],
      properties: { ...CLIENT, token: { type: 'string' } },
      additionalProperties: false,
    }),
  ],
  [`${INSTALLATION}/resources/{resourceId}/experimentation/global-config`, 'get', { responses: {} }],
  [
    '/v1/integrations/installations/{integrationConfigurationId}/resources/{resourceId}/connections',
    'post',
    json({
      type: 'object',
      required: ['projectId'],
      properties: {
        projectId: { type: 'string' },
        envVarEnvironments: CONNECTION_ENVIRONMENTS,
        makeEnvVarsSensitive: { type: 'boolean' },
      },
    }),
  ],
  ['/v1/drains', 'post', json(NEW_DRAIN)],
  ['/v1/drains/{id}', 'patch', json(CHANGED_DRAIN)],
  ['/v1/drains/test', 'post', json(TESTED_DRAIN)],
  ['/v1/integrations/configurations', 'get', { parameters: CONFIGURATIONS_QUERY }],
  [
    '/v1/projects/{idOrName}/env',
    'delete',
    {
      parameters: [text('teamId'), text('slug')],
      ...json({
        type: 'object',
        required: ['ids'],
        properties: { ids: { type: 'array', minItems: 1, items: { type: 'string' } } },
      }),
    },
  ],
];

/** The document with the text's additions in it; the text wins where both speak. */
export function amendVercelDocument(document: unknown): unknown {
  if (!isObject(document) || !isObject(document['paths'])) return document;
  const paths: JsonObject = { ...document['paths'] };
  for (const [path, method, patch] of AMENDMENTS) {
    const item = isObject(paths[path]) ? paths[path] : {};
    const operation = isObject(item[method]) ? item[method] : {};
    paths[path] = { ...item, [method]: { ...operation, ...patch } };
  }
  return { ...document, paths };
}
