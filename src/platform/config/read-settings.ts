import { crossFaults, type Fault } from '../../../config/env.rules.js';
import { VARIABLES, type Values, type VariableName } from '../../../config/env.schema.js';
import { Unfit, type Variable } from '../../../config/env.variable.js';
import { InvalidKeyRing } from '../crypto/crypto.errors.js';
import { KeyRing } from '../crypto/key-ring.js';
import { BadConfiguration } from './bad-configuration.js';
import { environment } from './environment.js';
import { Settings } from './settings.js';
import { VARIABLE_NAMES, variableTexts } from './variable-texts.js';

/** Reads the process's own environment. @throws BadConfiguration with every fault */
export function loadSettings(): Settings {
  return readSettings(environment());
}

/** Reads and checks all variables at once. @throws BadConfiguration with every fault */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const { texts, faults: unread } = variableTexts(env);
  const faults = [...unread];
  const values: Partial<Record<VariableName, unknown>> = {};
  for (const name of VARIABLE_NAMES) {
    if (!isReported(name, faults)) values[name] = valueOf(name, texts.get(name), faults);
  }
  const keyRing = keyRingOf(texts.get('ENCRYPTION_KEYS'), faults);
  const cross = crossFaults({ texts, values: values as Partial<Values> });
  faults.push(...cross.filter(({ name }) => !isReported(name, faults)));
  if (faults.length > 0 || keyRing === null) throw new BadConfiguration(faults);
  return new Settings(values as Values, keyRing);
}

function isReported(name: string, faults: readonly Fault[]): boolean {
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

function keyRingOf(text: string | undefined, faults: Fault[]): KeyRing | null {
  if (text === undefined) return null;
  try {
    return KeyRing.parse(text);
  } catch (error) {
    if (!(error instanceof InvalidKeyRing)) throw error;
    faults.push(...error.faults.map((problem) => ({ name: 'ENCRYPTION_KEYS', problem })));
    return null;
  }
}
