import { parseArgs } from 'node:util';
import { VercelSimulator } from './simulator.js';

const USAGE = `npm run simulator -- [options]
  --port <n>             port to listen on (4000; 0 takes a free one)
  --host <address>       address to listen on (127.0.0.1)
  --partner-url <url>    base URL of the provider; may be given later through the control API
  --client-id <id>       integration id, the audience of every token (oac_simulated)
  --client-secret <s>    integration secret (simulated-secret)
  --slug <slug>          integration slug (simulated)
`;

function readOptions() {
  return parseArgs({
    options: {
      port: { type: 'string', default: '4000' },
      host: { type: 'string', default: '127.0.0.1' },
      'partner-url': { type: 'string' },
      'client-id': { type: 'string', default: 'oac_simulated' },
      'client-secret': { type: 'string', default: 'simulated-secret' },
      slug: { type: 'string', default: 'simulated' },
      help: { type: 'boolean', default: false },
    },
  }).values;
}

type Options = ReturnType<typeof readOptions>;

async function run(values: Options): Promise<void> {
  const partnerUrl = values['partner-url'];
  const simulator = await VercelSimulator.start({
    port: Number(values.port),
    host: values.host,
    clientId: values['client-id'],
    clientSecret: values['client-secret'],
    slug: values.slug,
    ...(partnerUrl !== undefined && { partnerUrl }),
  });
  process.stdout.write(banner(simulator, partnerUrl));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.stop());
}

function banner(
  simulator: VercelSimulator,
  partnerUrl = 'not set: PUT {"url": …} to the control API at /partner',
): string {
  const { url, issuer, jwksUrl } = simulator;
  const rows = {
    Dashboard: `${url} (in a browser)`,
    'Vercel API': url,
    Issuer: issuer,
    'Key set': jwksUrl,
    'Control API': `${url}/_simulator/v1`,
    Provider: partnerUrl,
  };
  return Object.entries(rows)
    .map(([name, value]) => `${name.padEnd(12)} ${value}\n`)
    .join('');
}

function fail(cause: unknown): void {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n\n${USAGE}`);
  process.exitCode = 1;
}

try {
  const values = readOptions();
  if (values.help) process.stdout.write(USAGE);
  else await run(values);
} catch (cause) {
  fail(cause);
}
