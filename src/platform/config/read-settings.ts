import { crossFaults, type Fault } from '../../../config/env.rules.js';
import type { Values } from '../../../config/env.schema.js';
import { InvalidKeyRing } from '../crypto/crypto.errors.js';
import { KeyRing } from '../crypto/key-ring.js';
import { BadConfiguration } from './bad-configuration.js';
import { environment } from './environment.js';
import { isReported, parseVariables } from './parse-variables.js';
import { Settings } from './settings.js';
import { VARIABLE_NAMES } from './variable-texts.js';

/** Reads the process's own environment. @throws BadConfiguration with every fault */
export function loadSettings(): Settings {
  return readSettings(environment());
}

/** Reads and checks all variables at once. @throws BadConfiguration with every fault */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const { texts, values, faults: unfit } = parseVariables(env, VARIABLE_NAMES);
  const faults = [...unfit];
  const keyRing = keyRingOf(texts.get('ENCRYPTION_KEYS'), faults);
  const cross = crossFaults({ texts, values });
  faults.push(...cross.filter(({ name }) => !isReported(name, faults)));
  if (faults.length > 0 || keyRing === null) throw new BadConfiguration(faults);
  return new Settings(values as Values, keyRing);
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
