import { page, type PageAnswer, template } from '../../platform/pages/index.js';

const SIGN_IN = template<{ readonly start: string }>('modules/connect/templates/sign-in');

/** Who knows the id of a configuration is nobody yet: Vercel is to say who it is. The same for ids that exist and those that do not. */
export function signInPage(configurationId: string): PageAnswer {
  const start = `/connect/start?${new URLSearchParams({ configurationId }).toString()}`;
  return page(SIGN_IN, 'Sign in with Vercel', { start }, 401);
}
