import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { describeFailure } from './describe-failure.js';
import { run } from './run.js';
import { BadConfiguration, loadSettings } from './platform/config/index.js';

try {
  await run(loadSettings());
} catch (error) {
  if (!(error instanceof BadConfiguration)) new Logger('Server').fatal('Not started', { err: error });
  process.stderr.write(`Not started: ${describeFailure(error)}\n`);
  process.exit(1);
}
