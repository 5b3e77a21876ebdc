import { parseArgs } from 'node:util';
import { Report, styleFor } from './report/index.js';
import { playScript } from './script.js';
import { serve } from './serve.js';

const USAGE = `npm run sandbox              runs everything on this machine until Ctrl-C
npm run sandbox -- --script  plays a customer's life on servers of its own, and exits with 0 or 1
`;

function readOptions() {
  const options = { script: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } as const;
  return parseArgs({ options }).values;
}

/** The first signal ends what runs; a terminal and npm may send it more than once. */
function interruptionBySignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

async function main(): Promise<number> {
  const { script, help } = readOptions();
  if (help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const report = new Report(process.stdout, styleFor(process.stdout, process.env));
  const options = { callerEnvironment: process.env, interruption: interruptionBySignal(), report };
  return script ? playScript(options) : serve(options);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 1;
}
