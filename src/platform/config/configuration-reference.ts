import { VARIABLES } from '../../../config/env.schema.js';
import type { Variable } from '../../../config/env.variable.js';
import { VARIABLE_NAMES } from './variable-texts.js';

const HEADER = `# Configuration

Generated from \`config/env.schema.ts\` by \`npm run env:example\`; never edited.

Every variable of the environment that the server reads. Any of them may be given as a file, under its name with the suffix \`_FILE\`. A start that lacks
something, or cannot read something, names every fault at once, and no value. Production refuses what is only fit for a developer: the embedded database, plain
http, examples as secrets.

| Variable | What it is | Without it |
| --- | --- | --- |
`;

/** The text of `docs/reference/configuration.md`: one row for each variable, in the order of `.env.example`. */
export function configurationReference(): string {
  return `${HEADER}${VARIABLE_NAMES.map((name) => row(name, VARIABLES[name])).join('\n')}\n`;
}

function row(name: string, variable: Variable<unknown>): string {
  const secret = variable.secret === true ? ' Secret.' : '';
  return `| \`${name}\` | ${variable.description}${secret} | ${without(variable)} |`;
}

function without({ presence, fallback }: Variable<unknown>): string {
  if (fallback !== undefined) return fallback === '' ? 'empty' : `\`${fallback}\``;
  return presence === 'always' ? 'no start' : 'as said';
}
