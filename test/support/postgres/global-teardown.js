import { rmSync } from 'node:fs';
import { leavesBrowserTestsOut } from '../../browser/support/chromium.ts';
import { leavesAlertTestsOut } from '../../integration/deploy/promtool.ts';
import { resolveSources } from '../source-resolution.js';

/** Audits the statements of the run, names what did not run, and leaves neither a server nor databases of it behind. */
export default async function globalTeardown() {
  const { TEST_RUN, TEST_STATEMENTS_DIRECTORY } = process.env;
  const hooks = resolveSources();
  try {
    const { auditRun } = await import('../tenancy/audit-run.ts');
    console.log(await auditRun(TEST_STATEMENTS_DIRECTORY));
  } finally {
    hooks.deregister();
    rmSync(TEST_STATEMENTS_DIRECTORY, { recursive: true });
    await globalThis.stallholderTestServer.stop(TEST_RUN);
    if (leavesAlertTestsOut()) console.log('not run: test/integration/deploy/alerts, since there is no promtool');
    if (leavesBrowserTestsOut()) console.log('not run: test/browser, since there is no Chromium (CHROMIUM_PATH)');
  }
}
