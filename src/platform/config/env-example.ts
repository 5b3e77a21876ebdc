import { VARIABLES } from '../../../config/env.schema.js';
import type { Variable } from '../../../config/env.variable.js';
import { VARIABLE_NAMES } from './variable-texts.js';

const HEADER = `# Generated from config/env.schema.ts. A copy named .env is read outside production, and starts a server as it stands.
# Each variable may also be given as a file, under its name with the suffix _FILE. Production refuses the examples.
`;

/** The text of `.env.example`: what must be set stands live, everything else as a comment. */
export function envExample(): string {
  return [HEADER, ...VARIABLE_NAMES.map((name) => entry(name, VARIABLES[name]))].join('\n');
}

function entry(name: string, variable: Variable<unknown>): string {
  const mark = isRequired(variable) ? '' : '# ';
  const note = isRequired(variable) ? ' Required.' : '';
  return `# ${variable.description}${note}\n${mark}${name}=${variable.fallback ?? variable.example ?? ''}\n`;
}

function isRequired(variable: Variable<unknown>): boolean {
  return variable.presence === 'always' && variable.fallback === undefined;
}
