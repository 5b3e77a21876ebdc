/** Markup that is written as it stands; everything else is escaped. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand in a template: nothing, text, markup, or many of them. */
export type Fragment = string | number | Html | null | undefined | false | readonly Fragment[];

/** Builds markup; what is put in is escaped unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...fragments: readonly Fragment[]): Html {
  return new Html(parts.map((part, index) => part + textOf(fragments[index])).join(''));
}

function textOf(fragment: Fragment): string {
  if (fragment === undefined || fragment === null || fragment === false) return '';
  if (fragment instanceof Html) return fragment.text;
  if (typeof fragment === 'object') return fragment.map(textOf).join('');
  return escape(String(fragment));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
