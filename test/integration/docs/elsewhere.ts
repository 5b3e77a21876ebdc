/** Commands of documents that are not run as they stand there: what runs them, or why nothing does. */
export type Elsewhere = Tried | Untried;

interface Named {
  /** How the commands begin, behind what is set for them. */
  readonly commands: readonly string[];
}

/** A file that runs them, and what stands in it for that. */
interface Tried extends Named {
  readonly by: readonly [file: string, text: string];
}

/** Run by people alone: why, and what a document says of that. */
interface Untried extends Named {
  readonly why: string;
  readonly said: readonly [file: string, text: string];
}

const SCRIPTS = 'package.json';
const CONTAINERS = ['docs/guides/compose.md', 'The containers themselves have not been run yet'] as const;
const CLUSTER = ['docs/guides/kubernetes.md', 'Nothing of it has met a cluster or kubectl yet'] as const;

export const ELSEWHERE: readonly Elsewhere[] = [
  { commands: ['npm ci'], by: ['.ci/run', 'npm ci ||'] },
  { commands: ['npm test'], by: ['.ci/run', 'npm test 2>&1'] },
  { commands: ['npm run check'], by: ['.ci/run', 'npm run check\n'] },
  { commands: ['npm run check:licences'], by: [SCRIPTS, '&& npm run check:licences'] },
  { commands: ['npm run check:drift'], by: [SCRIPTS, '&& npm run check:drift'] },
  { commands: ['npm run openapi'], by: [SCRIPTS, 'node scripts/openapi.js --check'] },
  { commands: ['npm run env:example'], by: [SCRIPTS, 'node scripts/env-example.js --check'] },
  { commands: ['npm run build'], by: [SCRIPTS, '"test": "nest build && '] },
  { commands: ['npm run format'], by: [SCRIPTS, 'prettier --check'] },
  { commands: ['npm run test:browser'], by: ['jest.config.js', 'test/browser/**'] },
  { commands: ['npm run test:crash'], by: ['test/crash/sample.ts', "CRASH === 'all'"] },
  { commands: ['npm run test:fuzz'], by: ['test/fuzz/extent.ts', 'FUZZ_RUNS'] },
  { commands: ['npm run test:year'], by: ['test/year/seeds.ts', 'YEAR_SEEDS'] },
  { commands: ['npm run test:zones'], by: ['test/integration/time-zones/time-zones.spec.ts', 'scripts/test-zones.js'] },
  { commands: ['npm run sandbox'], by: ['test/e2e/sandbox.spec.ts', 'dist/sandbox/main.js'] },
  { commands: ['npm start'], by: ['test/support/built-server.ts', 'dist/src/main.js'] },
  { commands: ['npm run migrate'], by: ['test/e2e/migrate.spec.ts', 'dist/src/migrate.js'] },
  {
    commands: ['npm run keys:rotate'],
    by: ['test/integration/database/rotate-keys.spec.ts', 'dist/src/rotate-keys.js'],
  },
  { commands: ['npm run simulator'], by: ['test/e2e/guides/guides.spec.ts', 'dist/libs/vercel-simulator/src/cli.js'] },
  { commands: ['npx stallholder'], by: ['test/integration/cli/terminal.spec.ts', 'dist/src/cli.js'] },
  { commands: ['cp -a'], by: ['test/e2e/restore/restorable-shop.ts', "'cp', ['-a'"] },
  { commands: ['cp .env.example'], by: ['src/platform/config/settings.module.spec.ts', 'envExample'] },
  { commands: ['npm run --silent sbom', 'npm audit'], by: ['.github/workflows/ci.yml', 'npm run --silent sbom'] },
  {
    commands: ['npm run bench', 'taskset -c 0,1 npm run bench', 'node --cpu-prof dist/bench/run.js'],
    why: 'ten minutes of a quiet machine',
    said: ['bench/README.md', 'npm run bench'],
  },
  {
    commands: ['npm run soak'],
    why: 'ten minutes',
    said: ['bench/README.md', 'by hand; it is in no test run'],
  },
  {
    commands: ['npm run screenshots'],
    why: 'pictures are taken anew when pages have changed',
    said: ['sandbox/README.md', 'It needs a Chromium'],
  },
  {
    commands: ['npm run dev'],
    why: "Nest's own command, which goes on until it is ended",
    said: ['CONTRIBUTING.md', 'rebuilds and restarts on a change'],
  },
  {
    commands: ['docker', 'echo', 'openssl rand -hex 24', 'curl http://localhost:3000/health/live'],
    why: 'there is no Docker engine where the tests run',
    said: CONTAINERS,
  },
  {
    commands: ['kubectl', 'cd deploy/kustomize/overlays/development', 'cp $name.env.example', 'chronyc'],
    why: 'there is no cluster where the tests run',
    said: CLUSTER,
  },
  {
    commands: ['git rev-parse HEAD'],
    why: 'what it says is for the report alone',
    said: ['SECURITY.md', 'which version'],
  },
  { commands: ["node -e console.log('k1:'"], by: ['test/e2e/guides/guides.spec.ts', 'node -e'] },
];
