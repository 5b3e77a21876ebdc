import fc from 'fast-check';
import { nastyTexts } from './nasty.js';

/** What a browser brings, wherever it goes. */
export interface Visit {
  /** Which of the visitors. */
  readonly visitor: number;
  /** For places of a path. */
  readonly parts: Readonly<Record<string, string>>;
  readonly query: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Whether a form is sent from a page of ours. */
  readonly hasToken: boolean;
}

/** Markup that shows when it is repeated as it is. */
const MARKUP = `'"><x-probe onload=alert(1)>`;

/** Where none may be sent. */
const ELSEWHERE = [
  'https://vercel.com@evil.example',
  'https://vercel.com.evil.example/x',
  '//evil.example',
  '/\\evil.example',
  'https:/\\evil.example',
  '\thttps://evil.example',
  'java\nscript:alert(1)',
  'javascript:alert(1)',
  'data:text/html,x',
  'https://vercel.com:444',
  'https://evil.example./',
  '/%2f/evil.example',
  '/dashboard//evil.example',
  'sso:https://evil.example',
  `https://evil.example/${'x'.repeat(8_000)}`,
];

/** As the routes read them, in queries and in forms. */
const NAMES =
  `code state mode url next return return_url redirect_uri error error_description iss source resource_id product_id project_id invoice_id check_id experimentation_item_id pr path support secrets configurationId teamId
  currentProjectId external-id installation_id billing again giveUp document page before from to search metadata _csrf chosen input hours key name targets
  resource project configuration version confirm grant_type client_id client_secret token __proto__`.split(/\s+/);
/** Where a browser is asked to be sent: mostly where none may be. */
export const targets = fc.oneof(
  fc.constantFrom(...ELSEWHERE),
  nastyTexts.map((text) => text.toWellFormed()),
  fc.constantFrom('/dashboard', '/sso/signed-out?x=1', '/x/../dashboard'),
);

const values = fc.oneof(
  { weight: 3, arbitrary: fc.constant(MARKUP) },
  { weight: 3, arbitrary: fc.constantFrom(...ELSEWHERE) },
  { weight: 2, arbitrary: fc.constantFrom('own-resource', 'sso', 'shop', '1', 'admin', '/dashboard', '2026-01-01') },
  { weight: 2, arbitrary: nastyTexts.map((text) => text.toWellFormed()) },
);

const fields = fc.dictionary(fc.constantFrom(...NAMES), values, { maxKeys: 8 });

const queries = fc.oneof(
  { weight: 8, arbitrary: fields.map((all) => new URLSearchParams(all).toString()) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...NAMES), values)
      .map(([name, value]) => `${name}[x]=${encodeURIComponent(value)}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...NAMES), values)
      .map(([name, value]) => `${name}=a&${name}=${encodeURIComponent(value)}`),
  },
  { weight: 1, arbitrary: fc.constantFrom('%', 'next=%', 'url=%ff', 'state=%c3%28', '&&=&', 'mode=sso&mode=sso') },
);

/** For every name that a route could have. */
const parts = fc.dictionary(
  fc.constantFrom('id', 'resourceId', 'projectId', 'reference', 'name', 'slug', 'file', 'digest'),
  fc.oneof(
    fc.constant(MARKUP),
    nastyTexts.map((text) => text.toWellFormed()),
  ),
  { maxKeys: 2 },
);

/** Visits with all that could be meant to do harm, and with what is right. */
export function visitsOf(): fc.Arbitrary<Visit> {
  return fc.record({ visitor: fc.nat({ max: 9 }), parts, query: queries, fields, hasToken: fc.boolean() });
}
