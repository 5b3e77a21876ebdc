import { page, type PageAnswer, template } from '../../platform/pages/index.js';

/** Why a browser cannot go on, and what helps. */
interface Stopped {
  readonly title: string;
  readonly what: string;
  readonly help: string;
  readonly again: string;
}

const STOPPED = template<Stopped>('modules/connect/templates/stopped');

type Reason = Omit<Stopped, 'again'> & { readonly status: number };

const REASONS = {
  'wrong-state': {
    status: 403,
    title: 'Not connected',
    what: 'This connection was not begun in this browser, or it was begun too long ago. Nothing has been connected.',
    help: 'Begin again',
  },
  'code-used': {
    status: 409,
    title: 'Used already',
    what: 'This link has been used already, in this browser or in another one.',
    help: 'Begin again',
  },
  'nothing-brought': {
    status: 400,
    title: 'Not connected',
    what: 'The address lacks what Vercel adds to it.',
    help: 'Begin again',
  },
  'nothing-begun': {
    status: 401,
    title: 'Nothing is being connected',
    what: 'Nothing is being connected in this browser, or it was begun too long ago.',
    help: 'Connect an account',
  },
  'under-way': {
    status: 200,
    title: 'One moment',
    what: 'We are asking Vercel about your account. This page looks again by itself.',
    help: 'Look again',
  },
  refused: {
    status: 409,
    title: 'Not connected',
    what: 'What Vercel gave us has been used already, or is too old. Your account is as it was.',
    help: 'Sign in with Vercel and go on',
  },
  foreign: {
    status: 403,
    title: 'Not connected',
    what: 'The address names another account than the one that Vercel has told us. Nothing has been connected.',
    help: 'Begin again',
  },
  unusable: {
    status: 409,
    title: 'Not connected',
    what: 'This installation cannot be connected: it has been removed, or it is managed by Vercel itself.',
    help: 'Begin again',
  },
} as const satisfies Readonly<Record<string, Reason>>;

/** Says why nothing goes on; what was to be done with the account is taken up again after signing in. */
export function stoppedPage(why: keyof typeof REASONS, configurationId: string | null = null): PageAnswer {
  const { status, ...words } = REASONS[why];
  const query = configurationId === null ? '' : `?${new URLSearchParams({ configurationId }).toString()}`;
  const again = why === 'under-way' ? '/connect/setup' : `/connect/start${query}`;
  return page(STOPPED, words.title, { ...words, again }, status);
}
