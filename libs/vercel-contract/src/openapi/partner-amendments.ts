import { isObject, type JsonObject } from './json.js';

const CREATE = '/v1/installations/{installationId}/resource-transfer-requests';

const OLDER_BODY = {
  type: 'object',
  required: ['resourceIds', 'expiration'],
  properties: { resourceIds: { type: 'array', items: { type: 'string' } }, expiration: { type: 'number' } },
};

/** The contract with the older form of a new transfer as an operation, which it names only among its historical endpoints. */
export function amendPartnerDocument(document: unknown): unknown {
  if (!isObject(document) || !isObject(document['paths'])) return document;
  const put = olderForm(operationAt(document['paths'], CREATE, 'post'));
  return { ...document, paths: { ...document['paths'], [`${CREATE}/{transferId}`]: { put } } };
}

/** Answers as the present form does, except that nothing is left to say when it has worked. */
function olderForm(present: JsonObject): JsonObject {
  const failures = isObject(present['responses']) ? { ...present['responses'] } : {};
  delete failures['200'];
  const content = { 'application/json': { schema: OLDER_BODY } };
  return {
    requestBody: { required: true, content },
    responses: { '204': { description: 'Claim created' }, ...failures },
  };
}

function operationAt(paths: JsonObject, path: string, method: string): JsonObject {
  const item = paths[path];
  const operation = isObject(item) ? item[method] : undefined;
  if (!isObject(operation)) throw new Error(`the contract has no ${method} ${path}`);
  return operation;
}
