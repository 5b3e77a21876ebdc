import { randomBytes } from 'node:crypto';
import { NoAnswer } from '../partner/http-call.js';
import { UnexpectedAnswer } from '../team/unexpected-answer.js';
import { html, type Html } from './html.js';

const KEPT = 50;

interface Notice {
  readonly tone: 'good' | 'bad';
  readonly text: string;
  readonly detail?: string | undefined;
}

/** What forms have done, kept until the page that tells it was shown some times. */
export class Notices {
  private readonly kept = new Map<string, Notice>();

  /** Keeps a word; the id goes into the address of the page that shows it. */
  keep(notice: Notice): string {
    const id = randomBytes(9).toString('base64url');
    this.kept.set(id, notice);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
    return id;
  }

  /** The word of that id as markup. */
  show(id: string | undefined): Html | undefined {
    const notice = this.kept.get(id ?? '');
    if (notice === undefined) return undefined;
    const { tone, text, detail } = notice;
    const role = tone === 'bad' ? 'alert' : 'status';
    return html`<div class="notice ${tone}" role="${role}">
      <p>${text}</p>
      ${detail !== undefined && html`<pre>${detail}</pre>`}
    </div>`;
  }
}

/** A failure in words: what the provider was asked for and what came. */
export function noticeOf(cause: unknown): Notice {
  if (cause instanceof UnexpectedAnswer) {
    const { operation, answer, faults } = cause;
    const came = `${answer.status} ${JSON.stringify(answer.body, null, 2) ?? ''}`;
    const detail = [came, ...faults].join('\n');
    return { tone: 'bad', text: `The provider did not do it: ${operation}.`, detail };
  }
  if (cause instanceof NoAnswer) return { tone: 'bad', text: 'The provider does not answer.', detail: cause.message };
  if (cause instanceof Error) return { tone: 'bad', text: `It was not done: ${cause.message}.` };
  throw cause;
}
