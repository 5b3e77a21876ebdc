import type { Answer } from '../http/json-answer.js';
import { type Fragment, html, type Html } from './html.js';

/** Where the stylesheet is. */
export const STYLE_PATH = '/dashboard/style.css';

/** Nothing but its own stylesheet and its own forms; nobody may frame it. */
const SECURITY = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

const SECTIONS = [
  ['/', 'Teams'],
  ['/dashboard/webhooks', 'Webhooks'],
  ['/dashboard/simulator', 'Simulator'],
] as const;

/** A page: its heading is its title. */
export interface Page {
  readonly title: string;
  readonly body: Fragment;
  readonly status?: number;
  /** Links from the top to here, without the page itself. */
  readonly trail?: readonly (readonly [href: string, text: string])[];
  /** What the last form has done. */
  readonly notice?: Fragment;
  /** The section that is marked as the present one. */
  readonly section?: string;
}

/** The page as an answer. */
export function pageAnswer(page: Page): Answer {
  return { status: page.status ?? 200, headers: SECURITY, text: document(page).text };
}

function document({ title, body, trail = [], notice, section = '/' }: Page): Html {
  return html`<!doctype html>
    <html lang="en">
      ${head(title)}
      <body>
        ${top(section)}
        <main id="main">
          ${trail.length > 0 && breadcrumb(trail)}
          <h1>${title}</h1>
          ${notice} ${body}
        </main>
        <footer>
          A developer’s tool: whoever reaches this port may do everything. The same is possible as JSON below
          <code>/_simulator/v1</code>.
        </footer>
      </body>
    </html> `;
}

function head(title: string): Html {
  return html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · Simulated Vercel</title>
    <link rel="stylesheet" href="${STYLE_PATH}" />
  </head>`;
}

function top(section: string): Html {
  const links = SECTIONS.map(
    ([href, text]) => html`<a href="${href}" ${href === section && html`aria-current="page"`}>${text}</a>`,
  );
  return html`<a class="skip" href="#main">Skip to content</a>
    <header class="top">
      <a class="brand" href="/"><span class="mark" aria-hidden="true"></span>Simulated Vercel</a>
      <nav aria-label="Sections">${links}</nav>
    </header>`;
}

function breadcrumb(trail: NonNullable<Page['trail']>): Html {
  const items = trail.map(([href, text]) => html`<li><a href="${href}">${text}</a></li>`);
  return html`<nav aria-label="Breadcrumb" class="trail">
    <ol>
      ${items}
    </ol>
  </nav>`;
}
