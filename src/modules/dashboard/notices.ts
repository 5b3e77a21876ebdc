import type { NotificationLevel } from '#libs/vercel-contract';
import type { Badge } from './badges.js';
import type { Moment } from './format.js';
import { minute } from './format.js';

/** A notification as pages show it. */
export interface Notice {
  readonly tone: Badge['tone'];
  readonly level: string;
  readonly title: string;
  readonly message: string | null;
  readonly link: string | null;
  /** What it is about, where that is not the page's subject. */
  readonly about: { readonly name: string; readonly path: string } | null;
  readonly since: Moment | null;
}

interface Said {
  readonly level: NotificationLevel;
  readonly title: string;
  readonly message?: string | null;
  readonly href?: string | null;
  readonly raisedAt?: Date;
}

const TONES = { info: 'note', warn: 'warn', error: 'bad' } as const satisfies Record<NotificationLevel, Badge['tone']>;
const LEVELS = { info: 'Note', warn: 'Warning', error: 'Problem' } as const satisfies Record<NotificationLevel, string>;

/** Who reads it here is signed in already: a link that signs in first leads straight to where it ends. */
export function noticeOf({ level, title, message, href, raisedAt }: Said, about: Notice['about'] = null): Notice {
  return {
    tone: TONES[level],
    level: LEVELS[level],
    title,
    message: message ?? null,
    link: href?.replace(/^sso:/i, '') ?? null,
    about,
    since: raisedAt === undefined ? null : minute(raisedAt),
  };
}
