import { readFileSync } from 'node:fs';

import type { Fault } from '../../../config/env.rules.js';
import { VARIABLES, type VariableName } from '../../../config/env.schema.js';
import { errorCode } from './error-code.js';

const FILE = '_FILE';

/** The texts of the variables that are set, directly or as a file, and what was wrong with getting them. */
export interface VariableTexts {
  readonly texts: ReadonlyMap<VariableName, string>;
  readonly faults: readonly Fault[];
}

/** Names of all known variables, in the order of the schema. */
export const VARIABLE_NAMES = Object.keys(VARIABLES) as VariableName[];

/** Resolves the `_FILE` variants; an empty text counts as not set, an empty file as a fault. */
export function variableTexts(env: NodeJS.ProcessEnv, names: readonly VariableName[]): VariableTexts {
  const texts = new Map<VariableName, string>();
  const faults: Fault[] = [];
  for (const name of names) {
    const direct = env[name] ?? '';
    const file = env[name + FILE] ?? '';
    if (direct !== '' && file !== '') {
      faults.push({ name, problem: `is set twice: directly and as ${name}${FILE}` });
    } else if (file !== '') {
      const read = readText(file);
      if ('problem' in read) faults.push({ name: name + FILE, problem: read.problem });
      else texts.set(name, read.text);
    } else if (direct !== '') {
      texts.set(name, direct);
    }
  }
  return { texts, faults };
}

function readText(file: string): { readonly text: string } | { readonly problem: string } {
  try {
    const text = readFileSync(file, 'utf8').replace(/(\r?\n)+$/, '');
    return text === '' ? { problem: 'names an empty file' } : { text };
  } catch (error) {
    return { problem: `names a file that cannot be read (${errorCode(error)})` };
  }
}
