import 'reflect-metadata';
import { describeFailure } from '../../src/describe-failure.js';
import { readSettings } from '../../src/platform/config/index.js';
import { run } from '../../src/run.js';

// As `src/main.ts`, but without a developer's `.env`, and ending with the sandbox that started it, however that ends.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
try {
  await run(readSettings(process.env));
} catch (error) {
  process.stderr.write(`Not started: ${describeFailure(error)}\n`);
  process.exit(1);
}
