import type { Answer } from './wire.js';

/** What must not be there: it tells of the inside, or has a client do something that no operation is meant to have it do. */
const FOREIGN = /^(?:x-powered-by|server|set-cookie|location|refresh|access-control-.*)$/;
const REQUEST_ID = /^[\w.-]{1,128}$/;

/** What is wrong with the headers of an answer, whatever the operation was. */
export function faultsOfHeaders({ status, headers, text }: Answer): readonly string[] {
  const { 'x-request-id': id, 'content-type': type = 'none', 'retry-after': after } = headers;
  const foreign = Object.keys(headers).filter((name) => FOREIGN.test(name));
  const rules: readonly (readonly [boolean, string])[] = [
    [foreign.length === 0, `header ${foreign.join(', ')} does not belong here`],
    [typeof id === 'string' && REQUEST_ID.test(id), `x-request-id is ${String(id)}`],
    [text === '' || type !== 'application/json', 'JSON without its charset'],
    [status !== 401 || headers['www-authenticate'] !== undefined, '401 without WWW-Authenticate'],
    [status !== 405 || headers.allow !== undefined, '405 without Allow'],
    [after === undefined || /^[1-9]\d*$/.test(after), `Retry-After is ${String(after)}`],
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}
