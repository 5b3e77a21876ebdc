import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

import { BadConfiguration } from './bad-configuration.js';
import { errorCode } from './error-code.js';

/** The process's environment, over a developer's `.env` where there is one; production and tests take no `.env`. */
export function environment(): NodeJS.ProcessEnv {
  const real = process.env;
  if (real['NODE_ENV'] === 'production' || real['NODE_ENV'] === 'test') return { ...real };
  const set = Object.entries(real).filter(([, value]) => value !== '');
  return { ...dotEnv(), ...Object.fromEntries(set) };
}

function dotEnv(): NodeJS.ProcessEnv {
  try {
    return parseEnv(readFileSync('.env', 'utf8'));
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return {};
    throw new BadConfiguration([{ name: '.env', problem: `cannot be read (${code})` }]);
  }
}
