import type { Fault } from '../../../config/env.rules.js';
import { VARIABLES, type Values, type VariableName } from '../../../config/env.schema.js';
import { Unfit, type Variable } from '../../../config/env.variable.js';
import { variableTexts, type VariableTexts } from './variable-texts.js';

/** Variables as far as they could be read; what is at fault has no value. */
export interface ParsedVariables extends VariableTexts {
  readonly values: Partial<Values>;
}

/** Reads and parses the named variables, each by itself. */
export function parseVariables(env: NodeJS.ProcessEnv, names: readonly VariableName[]): ParsedVariables {
  const { texts, faults: unread } = variableTexts(env, names);
  const faults = [...unread];
  const values: Partial<Record<VariableName, unknown>> = {};
  for (const name of names) {
    if (!isReported(name, faults)) values[name] = valueOf(name, texts.get(name), faults);
  }
  return { texts, values: values as Partial<Values>, faults };
}

/** Whether a fault of the variable, or of its file, is already known. */
export function isReported(name: string, faults: readonly Fault[]): boolean {
  return faults.some((fault) => fault.name === name || fault.name === `${name}_FILE`);
}

function valueOf(name: VariableName, text: string | undefined, faults: Fault[]): unknown {
  const variable: Variable<unknown> = VARIABLES[name];
  const given = text ?? variable.fallback;
  if (given === undefined) {
    if (variable.presence === 'always') faults.push({ name, problem: 'must be set' });
    return undefined;
  }
  try {
    return variable.parse(given);
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    faults.push({ name, problem: error.problem });
    return undefined;
  }
}
