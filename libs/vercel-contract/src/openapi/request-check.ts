import type { Located, OpenApiDocument } from './openapi-document.js';

/** A request towards one of the two APIs; `path` is relative to the base URL, `body` undefined when there is none. */
export interface RequestToCheck {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
}

/** Faults of a request against a document; none when it is as documented. */
export function checkRequest(document: OpenApiDocument, request: RequestToCheck): string[] {
  const lookup = document.find(request.method, request.path);
  if (lookup.found === 'nothing') return [`no such path: ${request.path}`];
  if (lookup.found === 'path') return [`no method ${request.method} at ${request.path}`];
  return [
    ...checkQuery(document, lookup.operation, request.query ?? {}),
    ...checkBody(document, lookup.operation, request.body),
  ];
}

function checkBody(document: OpenApiDocument, operation: Located, body: unknown): string[] {
  const request = document.step(operation, 'requestBody');
  if (request === undefined) return isEmpty(body) ? [] : ['a body where none is documented'];
  const schema =
    document.step(request, 'content', 'application/json', 'schema') ??
    document.step(request, 'content', 'application/x-www-form-urlencoded', 'schema');
  if (schema === undefined) return [];
  if (body !== undefined) return document.validate(schema, body);
  // The document of 2025 forgets `required: true` where the schema itself names required keys.
  const required = request.node['required'] === true || Array.isArray(schema.node['required']);
  return required ? ['the body is missing'] : [];
}

type Query = NonNullable<RequestToCheck['query']>;

function checkQuery(document: OpenApiDocument, operation: Located, query: Query): string[] {
  const listed = document.step(operation, 'parameters');
  if (listed === undefined) return [];
  return Object.keys(listed.node).flatMap((index) => {
    const parameter = document.step(listed, index);
    return parameter?.node['in'] === 'query' ? checkParameter(document, parameter, query) : [];
  });
}

function checkParameter(document: OpenApiDocument, parameter: Located, query: Query): string[] {
  const name = String(parameter.node['name']);
  const given = query[name];
  if (given === undefined) return parameter.node['required'] === true ? [`query ${name} is missing`] : [];
  const schema = document.step(parameter, 'schema');
  if (schema === undefined) return [];
  const value = schema.node['type'] === 'array' ? [given].flat() : given;
  return document.validate(schema, value).map((fault) => fault.replace(/^body/, `query ${name}`));
}

function isEmpty(body: unknown): boolean {
  return body === undefined || (typeof body === 'object' && body !== null && Object.keys(body).length === 0);
}
