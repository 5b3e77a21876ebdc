import type { Located, OpenApiDocument } from './openapi-document.js';

/** An answer to hold against a document; `body` is parsed JSON, undefined or '' when nothing came. */
export interface AnswerToCheck {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType?: string;
  readonly body: unknown;
}

/** Faults of an answer against a document, for routes that exist and for those that do not. */
export function checkAnswer(document: OpenApiDocument, answer: AnswerToCheck): string[] {
  if (answer.method.toUpperCase() === 'HEAD') return checkHead(document, answer);
  const lookup = document.find(answer.method, answer.path);
  if (lookup.found === 'nothing') return checkRefusal(document, answer, 404);
  if (lookup.found === 'path') return checkRefusal(document, answer, 405);
  const response = document.step(lookup.operation, 'responses', String(answer.status));
  if (response === undefined) return [`status ${answer.status} is not listed for ${answer.method} ${answer.path}`];
  return checkBody(document, response, answer);
}

function checkHead(document: OpenApiDocument, answer: AnswerToCheck): string[] {
  const body = isMissing(answer.body) ? [] : ['an answer to HEAD has no body'];
  const lookup = document.find('GET', answer.path);
  const listed =
    answer.status === (lookup.found === 'nothing' ? 404 : 405) ||
    (lookup.found === 'operation' && document.step(lookup.operation, 'responses', String(answer.status)) !== undefined);
  return listed ? body : [`status ${answer.status} is not listed for HEAD ${answer.path}`, ...body];
}

function checkRefusal(document: OpenApiDocument, answer: AnswerToCheck, expected: number): string[] {
  const where = `${answer.method} ${answer.path}`;
  if (answer.status !== expected)
    return [`status ${answer.status} instead of ${expected} for ${where}, which does not exist`];
  const refusal = document.at('components', 'responses', 'NotAllowed');
  return refusal === undefined ? [] : checkBody(document, refusal, answer);
}

function checkBody(document: OpenApiDocument, response: Located, answer: AnswerToCheck): string[] {
  const content = document.step(response, 'content');
  if (content === undefined) return isMissing(answer.body) ? [] : [`status ${answer.status} has no body, but one came`];
  if (isMissing(answer.body)) return [`status ${answer.status} has a body, but none came`];
  const mediaType = (answer.contentType ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
  const schema = document.step(content, mediaType, 'schema');
  if (schema === undefined) return [`content type ${mediaType} is not documented for status ${answer.status}`];
  if (mediaType !== 'application/jsonl') return document.validate(schema, answer.body);
  return jsonLines(answer.body).flatMap((line) => document.validate(schema, line));
}

function jsonLines(body: unknown): unknown[] {
  if (typeof body !== 'string') return Array.isArray(body) ? body : [body];
  return body.split('\n').filter(Boolean).map(parseLine);
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

function isMissing(body: unknown): boolean {
  return body === undefined || body === '';
}
