import { parseArgs } from 'node:util';
import { Report, styleFor } from './report/index.js';
import { playScript } from './script.js';
import { serve } from './serve.js';

const USAGE = `npm run sandbox              runs everything on this machine until Ctrl-C
npm run sandbox -- --script  plays a customer's life on servers of its own, and exits with 0 or 1
`;

/** The first signal ends what runs; a terminal and npm may send it more than once. */
function interruptionBySignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

/** What the command line asks for; null after having said how to ask. */
function readOptions(): { readonly script: boolean } | null {
  const options = { script: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } as const;
  try {
    const { help, script } = parseArgs({ options }).values;
    if (!help) return { script };
    process.stdout.write(USAGE);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exitCode = 1;
  }
  return null;
}

const asked = readOptions();
if (asked !== null) {
  const report = new Report(process.stdout, styleFor(process.stdout, process.env));
  const options = { callerEnvironment: process.env, interruption: interruptionBySignal(), report };
  process.exit(await (asked.script ? playScript(options) : serve(options)));
}
