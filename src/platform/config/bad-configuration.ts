import type { Fault } from '../../../config/env.rules.js';

/** The process cannot start as configured: every fault, by the variable's name and never with its value. */
export class BadConfiguration extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(`configuration is not usable\n${faults.map(({ name, problem }) => `  ${name} ${problem}`).join('\n')}`);
    this.name = new.target.name;
  }
}
