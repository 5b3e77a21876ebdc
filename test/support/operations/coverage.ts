import { readFileSync } from 'node:fs';
import { type RecordedAnswer, recordedAnswers } from './recorder.js';

const DOCUMENT = new URL('../../../docs/openapi/admin.json', import.meta.url);
const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

type PathItem = Readonly<
  Partial<Record<(typeof METHODS)[number], { readonly responses: Readonly<Record<string, unknown>> }>>
>;

/** One operation of a document, and what a run has to have seen of it. */
export interface DocumentedOperation {
  readonly method: string;
  /** With `{parameters}`. */
  readonly path: string;
  /** Its statuses. */
  readonly documented: readonly number[];
}

/** The operations of the admin API as the document in the repository has them. */
export function documentedOperations(): readonly DocumentedOperation[] {
  const { paths } = JSON.parse(readFileSync(DOCUMENT, 'utf8')) as {
    readonly paths: Readonly<Record<string, PathItem>>;
  };
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      const documented = Object.keys(operation?.responses ?? {}).map(Number);
      return operation === undefined ? [] : [{ method: method.toUpperCase(), path, documented }];
    }),
  );
}

/**
 * What a run has not seen of the operations: each has to have succeeded, and one that names something has to have been asked for something that is
 * not there, if it documents that. One line for each operation that lacks something.
 */
export function missingAnswers(
  operations: readonly DocumentedOperation[],
  answers: readonly RecordedAnswer[],
): readonly string[] {
  const seen = new Map<DocumentedOperation, Set<number>>();
  for (const answer of answers) {
    const operation = operationOf(operations, answer);
    if (operation !== null) seen.set(operation, (seen.get(operation) ?? new Set()).add(answer.status));
  }
  return operations.flatMap((operation) => {
    const lacking = lackingOf(operation, seen.get(operation) ?? new Set());
    return lacking.length === 0 ? [] : [`${operation.method} ${operation.path}: ${lacking.join(', ')}`];
  });
}

/** Throws with every operation that a whole run has not seen; the answer is one line about what was seen. */
export function checkOperations(directory: string): string {
  const operations = documentedOperations();
  const missing = missingAnswers(operations, recordedAnswers(directory));
  const heading = 'operations of docs/openapi/admin.json that no test has had answered so:';
  if (missing.length > 0) throw new Error([heading, ...missing.map((line) => `- ${line}`)].join('\n'));
  return `admin API: ${operations.length} operations, each answered in a test through HTTP`;
}

function lackingOf({ path, documented }: DocumentedOperation, statuses: ReadonlySet<number>): readonly string[] {
  const succeeded = [...statuses].some((status) => status >= 200 && status < 300);
  const isMissingDocumented = path.includes('{') && documented.includes(404);
  return [...(succeeded ? [] : ['2xx']), ...(isMissingDocumented && !statuses.has(404) ? ['404'] : [])];
}

/** The most literal one that fits: `/jobs/dead` is not `/jobs/{id}`. */
function operationOf(
  operations: readonly DocumentedOperation[],
  { method, path }: RecordedAnswer,
): DocumentedOperation | null {
  const fitting = operations.filter((operation) => operation.method === method && fits(operation.path, path));
  const [best = null] = fitting.toSorted((one, other) => parameters(one.path) - parameters(other.path));
  return best;
}

function fits(template: string, path: string): boolean {
  const [parts, given] = [template.split('/'), path.split('/')];
  return parts.length === given.length && parts.every((part, at) => part.startsWith('{') || part === given[at]);
}

function parameters(template: string): number {
  return template.split('{').length - 1;
}
