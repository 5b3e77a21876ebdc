import { type Fragment, html, type Html } from './html.js';

/** A choice of a list: its value and what is read. */
export type Choice = readonly [value: string, text: string];

/** A form that posts and comes back with a word on what it did. */
export interface Form {
  readonly action: string;
  readonly button: string;
  readonly tone?: 'primary' | 'danger' | 'plain';
  readonly shape?: 'stack' | 'line';
  /** What a screen reader says for the button, when its text alone is ambiguous. */
  readonly label?: string;
}

/** A form with its fields. */
export function form(
  { action, button, tone = 'plain', shape = 'line', label }: Form,
  ...fields: readonly Fragment[]
): Html {
  return html`<form method="post" action="${action}" class="${shape}">
    ${fields}<span
      ><button class="${tone}" ${label !== undefined && html`aria-label="${label}"`}>${button}</button></span
    >
  </form>`;
}

/** How a text is asked for. */
export interface TextField {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly type?: 'text' | 'number' | 'email' | 'url';
  readonly placeholder?: string;
  /** Must be given, unless told otherwise. */
  readonly need?: 'required' | 'optional';
}

/** A field for a line of text. */
export function textField({ name, label, value = '', type = 'text', placeholder, need = 'required' }: TextField): Html {
  const hint = placeholder !== undefined && html`placeholder="${placeholder}"`;
  const step = type === 'number' && html`step="any"`;
  return html`<label
    >${label}<input
      name="${name}"
      type="${type}"
      value="${value}"
      ${hint}
      ${step}
      ${need === 'required' && html`required`}
      autocomplete="off"
  /></label>`;
}

/** A field for several lines. */
export function textArea({ name, label, value = '' }: Pick<TextField, 'name' | 'label' | 'value'>): Html {
  return html`<label
    >${label}<textarea class="code" name="${name}" rows="4" spellcheck="false">${value}</textarea>
  </label>`;
}

/** A list to choose from. */
export function selectField(
  { name, label, value }: Pick<TextField, 'name' | 'label' | 'value'>,
  choices: readonly Choice[],
): Html {
  const options = choices.map(
    ([key, text]) => html`<option value="${key}" ${key === value && html`selected`}>${text}</option>`,
  );
  return html`<label
    >${label}<select name="${name}">
      ${options}
    </select></label
  >`;
}

/** A box that is ticked or not. */
export function checkField({ name, label }: Pick<TextField, 'name' | 'label'>, state: 'on' | 'off'): Html {
  return html`<label class="check"
    ><input type="checkbox" name="${name}" value="on" ${state === 'on' && html`checked`} />${label}</label
  >`;
}

/** A value that goes along unseen. */
export function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}" />`;
}
