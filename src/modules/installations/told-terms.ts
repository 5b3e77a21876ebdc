import { isDeepStrictEqual } from 'node:util';
import type { Installation } from './installation.entity.js';

type ToldTerms = Pick<
  Installation,
  'accountId' | 'accountName' | 'accountUrl' | 'contact' | 'scopes' | 'acceptedPolicies'
>;

/** What Vercel tells of an installation and may tell otherwise later, as it is at the moment; never its token. */
export function toldTermsOf(installation: Installation): ToldTerms {
  const { accountId, accountName, accountUrl, contact, scopes, acceptedPolicies } = installation;
  return { accountId, accountName, accountUrl, contact, scopes, acceptedPolicies };
}

/** What an audit entry tells of a change of them: who the account is and whom to ask there by the names of the fields alone. */
export function changesOf(before: ToldTerms, after: ToldTerms): Readonly<Record<string, unknown>> {
  const [was, is] = [asStored(before), asStored(after)];
  const fields = Object.keys(is).filter((field) => !isDeepStrictEqual(was[field], is[field]));
  const shown = fields.filter((field) => field === 'accountId' || field === 'scopes');
  return { fields, ...Object.fromEntries(shown.map((field) => [field, { before: was[field], after: is[field] }])) };
}

/** As it comes back from the row: a request has instances of classes where the row has plain objects. */
function asStored(terms: ToldTerms): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(terms)) as Readonly<Record<string, unknown>>;
}
