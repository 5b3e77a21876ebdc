import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { tellsTooMuch } from '../support/leak.js';
import type { ApiDocument, Node } from './described.js';
import { faultsOfHeaders } from './headers.js';
import type { Answer, Request } from './wire.js';

const LINES = 'application/x-ndjson';

/** Of a request line and its headers together, in bytes; Node's own. */
const HEAD_CAP = 16_384;

const ERROR = {
  type: 'object',
  additionalProperties: false,
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      additionalProperties: false,
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', pattern: '^[a-z][a-z_]*$' },
        message: { type: 'string', minLength: 1 },
        user: { type: 'object' },
        fields: { type: 'array', items: { type: 'object' } },
      },
    },
  },
};

/** Holds answers against a document. */
export class Judge {
  private readonly ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false });
  private readonly isError = this.ajv.compile(ERROR);

  constructor(private readonly document: ApiDocument) {
    formats.default(this.ajv);
    this.ajv.addSchema(closed(document.root) as Node, 'oas');
  }

  /** What is wrong with an answer, in words; nothing where all is well. */
  faults(request: Request, answer: Answer): readonly string[] {
    const { status, text } = answer;
    if (status >= 500) return [`status ${status}: ${text.slice(0, 500)}`];
    if (headLength(request) > HEAD_CAP)
      return status === 431 ? this.ofError(answer) : [`status ${status} beyond the cap`];
    const own = request.method === 'HEAD' ? this.ofHead(request, answer) : this.ofAnswer(request, answer);
    const faults = [...own, ...faultsOfHeaders(answer)];
    // A console repeats the command, which may be SQL: that is the caller's own.
    const isOwn = tellsTooMuch(request.body ?? '');
    return status >= 400 && !isOwn && tellsTooMuch(text) ? [...faults, `it tells too much: ${text}`] : faults;
  }

  private ofHead(request: Request, answer: Answer): readonly string[] {
    if (answer.text !== '') return ['an answer to HEAD has a body'];
    const responses = this.responsesOf({ ...request, method: 'GET' });
    const statuses = responses === null ? ['404', '405'] : Object.keys(responses);
    return statuses.includes(String(answer.status)) ? [] : [`status ${answer.status} is not documented for HEAD`];
  }

  private ofAnswer(request: Request, answer: Answer): readonly string[] {
    const { status } = answer;
    if (isPage(request, answer)) return [];
    const responses = this.responsesOf(request);
    if (responses === null) return [404, 405].includes(status) ? this.ofError(answer) : [`${status} of no route`];
    const response = responses[String(status)];
    if (response === undefined) return [`status ${status} is not documented: ${answer.text.slice(0, 500)}`];
    return this.ofBody(Object(response) as Node, this.placeOf(request, status), answer);
  }

  private ofBody(response: Node, place: string, answer: Answer): readonly string[] {
    const { text, headers } = answer;
    const content = Object.keys(Object(response['content']));
    if (content.length === 0) return text === '' ? [] : [`a body that is not documented: ${text}`];
    const type = headers['content-type']?.split(';')[0] ?? 'none';
    if (!content.includes(type)) return [`content type ${type} is not documented`];
    const check = this.ajv.getSchema(`oas#${place}/content/${encoded(type)}/schema`);
    if (check === undefined) return [`no schema at ${place}`];
    // Such a stream has a value in each line.
    const bodies = type === LINES ? text.split('\n').slice(0, -1).map(parsed) : [parsed(text)];
    const [body] = bodies;
    if (bodies.every((one) => check(one) === true))
      return Object.hasOwn(Object(body), 'error') ? this.ofError(answer) : [];
    return [`the body is not as documented: ${this.ajv.errorsText(check.errors)}: ${text.slice(0, 1_000)}`];
  }

  private ofError({ text }: Answer): readonly string[] {
    return this.isError(parsed(text)) ? [] : [`no error body: ${text.slice(0, 500)}`];
  }

  /** Null for a route or a method that is not in the document. */
  private responsesOf({ method, path }: Request): Node | null {
    const template = this.document.templateOf(pathOnly(path), method);
    if (template === null || !this.document.methodsOf(template).includes(method)) return null;
    return this.document.under('paths', template, method.toLowerCase(), 'responses');
  }

  private placeOf({ method, path }: Request, status: number): string {
    const template = this.document.templateOf(pathOnly(path), method) ?? '';
    return `/paths/${encoded(template)}/${method.toLowerCase()}/responses/${status}`;
  }
}

/** The same document, in which an answer has the properties that it tells of and no others. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const inner = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closed(value)]));
  return 'properties' in node && 'type' in node ? { additionalProperties: false, ...inner } : inner;
}

/** Where no route is, a browser is told so in HTML. */
function isPage({ headers: { accept } }: Request, { status, headers }: Answer): boolean {
  const isHtml = headers['content-type']?.startsWith('text/html') ?? false;
  return isHtml && accept === 'text/html' && [400, 404, 405].includes(status);
}

function headLength({ method, path, headers }: Request): number {
  const lines = Object.entries(headers).map(([name, value]) => name.length + value.length + 4);
  return lines.reduce((sum, length) => sum + length, method.length + path.length);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pathOnly(path: string): string {
  return path.split('?')[0] ?? '';
}

function encoded(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}
