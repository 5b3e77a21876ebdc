import type { Account } from '../../platform/account/index.js';
import { page, type PageAnswer, template } from '../../platform/pages/index.js';
import { manageOf } from './link-page.js';

interface SignInView {
  readonly start: string;
  /** Who has logged in with the provider's own account, and how to do so as somebody else; null: nobody. */
  readonly account: { readonly name: string; readonly another: string } | null;
}

const SIGN_IN = template<SignInView>('modules/connect/templates/sign-in');

/** Who knows the id of a configuration is nobody yet: Vercel is to say who it is. The same for ids that exist and those that do not. */
export function signInPage(configurationId: string, account: Account | null = null): PageAnswer {
  const start = `/connect/start?${new URLSearchParams({ configurationId }).toString()}`;
  const again = new URLSearchParams({ next: manageOf(configurationId), again: '1' });
  const known = account && { name: account.name ?? account.subject, another: `/account/login?${again.toString()}` };
  return page(SIGN_IN, 'Sign in with Vercel', { start, account: known }, 401);
}
