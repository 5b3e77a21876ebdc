import type { PartnerAnswer } from '../partner/partner-answer.js';

/** The provider refused, or answered something that Vercel cannot use; the message says what was expected and what came. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';

  constructor(
    readonly operation: string,
    readonly expected: string,
    readonly answer: PartnerAnswer,
    readonly faults: readonly string[] = answer.faults,
  ) {
    super(describe(operation, expected, answer, faults));
  }
}

function describe(operation: string, expected: string, answer: PartnerAnswer, faults: readonly string[]): string {
  const came = answer.body === undefined ? 'no body' : JSON.stringify(answer.body);
  const breaches = faults.map((fault) => `\n  fault: ${fault}`).join('');
  return `${operation}\n  expected: ${expected}\n  came: ${answer.status} with ${came}${breaches}`;
}

/** Returns the body of an answer with one of the statuses and without faults; throws UnexpectedAnswer on any other. */
export function expectAnswer(operation: string, answer: PartnerAnswer, statuses: readonly number[]): unknown {
  const expected = `${statuses.join(' or ')} as the contract describes it`;
  if (!statuses.includes(answer.status) || answer.faults.length > 0)
    throw new UnexpectedAnswer(operation, expected, answer);
  return answer.body;
}
