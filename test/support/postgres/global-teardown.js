import { rmSync } from 'node:fs';
import { leavesBrowserTestsOut } from '../../browser/support/chromium.ts';
import { leavesGuidesOut } from '../../e2e/guides/programs.ts';
import { leavesAlertTestsOut } from '../../integration/deploy/promtool.ts';
import { resolveSources } from '../source-resolution.js';

/** Audits the statements of the run, and of a whole one that each operation was called; names what did not run, and leaves neither a server nor databases of it behind. */
export default async function globalTeardown(config) {
  const { TEST_RUN, TEST_STATEMENTS_DIRECTORY, TEST_ANSWERS_DIRECTORY } = process.env;
  const hooks = resolveSources();
  try {
    const { auditRun } = await import('../tenancy/audit-run.ts');
    const { checkOperations } = await import('../operations/coverage.ts');
    console.log(await auditRun(TEST_STATEMENTS_DIRECTORY));
    if (isWhole(config)) console.log(checkOperations(TEST_ANSWERS_DIRECTORY));
  } finally {
    hooks.deregister();
    rmSync(TEST_STATEMENTS_DIRECTORY, { recursive: true });
    rmSync(TEST_ANSWERS_DIRECTORY, { recursive: true });
    await globalThis.stallholderTestServer.stop(TEST_RUN);
    if (leavesAlertTestsOut()) console.log('not run: test/integration/deploy/alerts, since there is no promtool');
    if (leavesGuidesOut()) console.log('not run: test/e2e/guides, since there is no bash, curl or openssl');
    if (leavesBrowserTestsOut()) console.log('not run: test/browser, since there is no Chromium (CHROMIUM_PATH)');
  }
}

/** Whether every test ran, those that need programs included: only then what is missing is missing in the tests. */
function isWhole({ nonFlagArgs, testPathPatterns, testNamePattern, shard, onlyChanged, onlyFailures }) {
  const isNarrowed = testNamePattern || shard || onlyChanged || onlyFailures;
  const patterns = [...(nonFlagArgs ?? []), ...(testPathPatterns?.patterns ?? [])];
  return process.env.CI === 'true' && patterns.length === 0 && !isNarrowed;
}
