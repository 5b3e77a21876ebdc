import type { ServerResponse } from 'node:http';
import type { Answer } from './json-answer.js';

/** The bytes of an answer's body; empty when it has none. */
export function bodyText(answer: Answer): string {
  return answer.body === undefined ? '' : JSON.stringify(answer.body);
}

/** Writes an answer whole. */
export function writeAnswer(response: ServerResponse, answer: Answer): void {
  if (answer.text !== undefined) return writeText(response, answer, answer.text, 'text/html; charset=utf-8');
  writeText(response, answer, bodyText(answer), 'application/json; charset=utf-8');
}

/** Writes a text with the status and headers of an answer. */
export function writeText(response: ServerResponse, answer: Answer, text: string, contentType: string): void {
  writeHead(response, answer, text, contentType);
  response.end(text);
}

/** Writes everything of an answer but its body. */
export function writeHead(response: ServerResponse, answer: Answer, text: string, contentType: string): void {
  const described =
    text === '' ? {} : { 'content-type': contentType, 'content-length': String(Buffer.byteLength(text)) };
  response.writeHead(answer.status, { ...described, ...answer.headers });
}
