import type { PageOptions } from '../../platform/pages/index.js';

/** Popups that Vercel opens, and whose forms end at its dashboard. */
export const POPUP: PageOptions = { opener: 'anywhere', formsEndAt: 'vercel' };

/** Why browsers may call without an account: their flow is asked for by the page itself. */
export const WHY = 'the browser shows by the cookie of its flow what it may see';
