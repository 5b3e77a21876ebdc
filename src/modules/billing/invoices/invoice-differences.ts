import type { VercelInvoice } from '#libs/vercel-api';
import type { Invoice } from './invoice.entity.js';
import { readCents } from './read-cents.js';

/** What Vercel holds otherwise than it was sent, in words for operators. */
export function differencesOf(
  { state, externalId, totalCents, isTest }: Invoice,
  told: VercelInvoice,
  heard: 'news' | 'same' | 'behind',
): readonly string[] {
  const rules: readonly (readonly [differs: boolean, words: string])[] = [
    [heard === 'behind', `Vercel says ${told.state}, and it was ${state} before`],
    [readCents(told.total) !== totalCents, `Vercel's total is ${told.total}`],
    [told.externalId !== undefined && told.externalId !== externalId, `Vercel knows it as ${String(told.externalId)}`],
    [told.test !== isTest, told.test ? 'Vercel has it as a test' : 'Vercel does not have it as a test'],
  ];
  return rules.filter(([differs]) => differs).map(([, words]) => words);
}
