import { type Fragment, html, type Html } from './html.js';

/** A part of a page under a heading of its own. */
export function section(title: string, ...body: readonly Fragment[]): Html {
  return html`<section class="card">
    <h2>${title}</h2>
    ${body}
  </section>`;
}

/** Names with what they stand for; what is missing is left out. */
export function facts(all: Readonly<Record<string, Fragment>>): Html {
  const rows = Object.entries(all).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return html`<dl>
    ${rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

/** How a table is headed, and what is said instead when it would be empty. */
export interface TableHead {
  /** What the table is, for who cannot see where it stands. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly empty: string;
}

/** A table that scrolls by itself where it is too wide, or a sentence when it would be empty. */
export function table({ name, columns, empty }: TableHead, rows: readonly (readonly Fragment[])[]): Html {
  if (rows.length === 0) return html`<p class="hint">${empty}</p>`;
  const heads = columns.map((column) => html`<th scope="col">${column}</th>`);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}">
    <table>
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${rows.map(line)}
      </tbody>
    </table>
  </div>`;
}

function line(cells: readonly Fragment[]): Html {
  return html`<tr>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr>`;
}

const GOOD = new Set([
  'installed',
  'ready',
  'resumed',
  'paid',
  'pays',
  'delivered',
  'connected',
  'enabled',
  'imported',
  'invoiced',
]);
const BAD = new Set([
  'removed',
  'error',
  'notpaid',
  'overdue',
  'declines',
  'dropped',
  'failed',
  'uninstalled',
  'disabled',
]);

/** A state as a coloured word. */
export function badge(state: string): Html {
  const tone = GOOD.has(state) ? 'good' : BAD.has(state) ? 'bad' : 'warn';
  return html`<span class="badge ${tone}">${state}</span>`;
}

/** A moment, in UTC to the minute. */
export function moment(at: Date | undefined | null): Html | undefined {
  if (at === undefined || at === null) return undefined;
  const text = at.toISOString();
  return html`<time datetime="${text}">${text.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

/** A link that looks like a button. */
export function linkButton(href: string, text: string, tone: 'primary' | 'plain' = 'plain'): Html {
  return html`<a class="button ${tone}" href="${href}">${text}</a>`;
}

/** A link that leaves for the provider, in a window of its own. */
export function outsideButton(href: string, text: string): Html {
  return html`<a class="button" href="${href}" target="_blank" rel="noopener"
    >${text}<span aria-hidden="true"> ↗</span></a
  >`;
}

/** JSON as it would stand on the wire. */
export function json(value: unknown): Html {
  return html`<pre>${JSON.stringify(value, null, 2)}</pre>`;
}

/** What is shown only when asked for. */
export function disclosed(summary: string, ...body: readonly Fragment[]): Html {
  return html`<details>
    <summary>${summary}</summary>
    ${body}
  </details>`;
}
