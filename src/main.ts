import 'reflect-metadata';
import { run } from './run.js';
import { loadSettings } from './platform/config/index.js';

await run(loadSettings());
