import type { Notification } from '#libs/vercel-contract';
import { html, type Html } from './html.js';
import { teamPath } from './page-call.js';

const TONES = { info: 'good', warn: 'warn', error: 'bad' } as const;
const SSO = 'sso:';

/** What the provider wants the customer to read; an `sso:` link opens the provider. */
export function notification(held: Notification | undefined, team: string): Html | undefined {
  if (held === undefined) return undefined;
  const { level, title, message, href } = held;
  const link = href !== undefined && html`<a href="${target(href, team)}" target="_blank" rel="noopener">Open</a>`;
  return html`<div class="notice ${TONES[level]}">
    <p><strong>${title}</strong> ${message} ${link}</p>
  </div>`;
}

function target(href: string, team: string): string {
  if (!href.startsWith(SSO)) return href;
  return teamPath(team, `/open?url=${encodeURIComponent(href.slice(SSO.length))}`);
}
