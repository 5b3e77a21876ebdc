import type { Seen } from '../e2e/sso/support/browser.js';
import { tellsTooMuch } from '../support/leak.js';

/** What a page never has in it unless somebody's input was not escaped. */
const UNESCAPED = /<x-probe|["']><x-|(?:href|src|action)=["']?\s*(?:javascript|data):(?!image)/i;

/** What is wrong with what a browser got; it may be sent on to these origins alone. */
export function faultsOfPage({ status, location, text, headers }: Seen, origins: readonly string[]): readonly string[] {
  const isPage = headers.get('content-type')?.startsWith('text/html') ?? false;
  const to = location === null ? null : URL.parse(location);
  const rules: readonly (readonly [boolean, string])[] = [
    [status < 500, `status ${status}`],
    [location === null || (to !== null && origins.includes(to.origin)), `sends to ${location}`],
    [location === null || (status >= 300 && status < 400) || status === 201, `a Location with ${status}`],
    [!isPage || !UNESCAPED.test(text), `repeats ${UNESCAPED.exec(text)?.[0]}`],
    [!isPage || headers.has('content-security-policy'), 'a page without a policy of its content'],
    [status < 400 || !tellsTooMuch(text), 'it tells too much'],
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}
