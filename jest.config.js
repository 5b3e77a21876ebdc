import { leavesBrowserTestsOut } from './test/browser/support/chromium.ts';
import { leavesGuidesOut } from './test/e2e/guides/programs.ts';
import { leavesAlertTestsOut } from './test/integration/deploy/promtool.ts';
import { testFiles } from './test/support/run/test-files.ts';

const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2023',
    keepClassNames: true,
    experimental: { keepImportAttributes: true },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/** Tests run as native ES modules; `#libs/x` is the source of a library, not its build. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: {
    '^#libs/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  roots: ['<rootDir>/src', '<rootDir>/libs', '<rootDir>/config', '<rootDir>/test'],
  testMatch: [
    ...testFiles(process.argv),
    ...(leavesBrowserTestsOut() ? ['!**/test/browser/**'] : []),
    ...(leavesAlertTestsOut() ? ['!**/test/integration/deploy/alerts.spec.ts'] : []),
    ...(leavesGuidesOut() ? ['!**/test/e2e/guides/**'] : []),
  ],
  coverageProvider: 'v8',
  workerIdleMemoryLimit: '700MB',
  testTimeout: 120_000,
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/support/run/sequencer.cjs',
  setupFiles: ['<rootDir>/test/support/tenancy/record.setup.ts', '<rootDir>/test/support/fast-check.setup.ts'],
  globalSetup: '<rootDir>/test/support/postgres/global-setup.js',
  globalTeardown: '<rootDir>/test/support/postgres/global-teardown.js',
};
