import { resolveSources } from '../source-resolution.js';

/** For `node --import`: records what the app's own pool asks and what its server answers, in a process that is not one of the tests. */
const hooks = resolveSources();
const { recordStatements } = await import('./recorder.ts');
const { recordAnswers } = await import('../operations/recorder.ts');
hooks.deregister();
recordStatements('stallholder');
recordAnswers();
