import { readSpecsOf } from '../../support/run/specs-of.js';

await readSpecsOf(import.meta.dirname);
