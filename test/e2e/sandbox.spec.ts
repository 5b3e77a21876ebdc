import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../../sandbox/servers/ports.js';
import { buildOnce, ROOT } from '../support/built.js';
import { makePrintedCalls } from '../support/printed-calls.js';
import { NodeProgram } from '../support/run-node.js';

const PROGRAM = path.join(ROOT, 'dist/sandbox/main.js');
const CATALOG = path.join(ROOT, 'config/catalog.yaml');

const POSTGRES_URL = { name: 'POSTGRES_URL', value: expect.stringMatching(/^postgres(ql)?:/) };

const STEPS = [
  'Start an embedded PostgreSQL',
  'Migrate its empty database',
  'Start a simulated Vercel',
  'Start the app with its workers',
  'Look at the plans before installing',
  'Install for the team Acme',
  'Refuse a region that is not offered',
  'Buy a Postgres on the plan pro',
  'Send the same request again, as after a time-out',
  'Connect with the returned POSTGRES_URL',
  "Run SQL in the dashboard's console",
  'Try to write in the read-only console',
  'Keep the team Globex away from it',
  'Open it from Vercel, as an administrator',
  'Look around in the dashboard, as a member without rights',
  'Rotate its secrets, the old ones to work for an hour',
  'Rotate them again, the old ones to end at once',
  'Suspend it, as an operator',
  'Resume it',
  'Rename it',
  'Change its plan to free',
  'Refuse a second one on the plan free',
  'Delete it',
  'Transfer a database from the team Initech to the team Hooli',
  'Keep its former owner away from it',
  'Connect a project of the team Stark by the popup of the Marketplace',
  'Disconnect it again, on the page behind Configure',
  'Import a database that the team Wayne had before',
  'Let it go with the installation',
  'Count what the team Umbrella uses of a database on pro',
  'Show it to the customer within the hour',
  'Make one invoice at the end of the month',
  'Hear that the card was declined, twice, and then that it is paid',
  'Sell the team Soylent credits for 5.00',
  'Burn them, and have more bought automatically',
  'Take the first ones back after a refund',
  'Uninstall for Umbrella, with a final invoice',
  'Uninstall for Acme, which was on a paid plan for a moment',
  'Uninstall for Globex, which only ever was on free',
  'Install for Acme once more',
  'Hold every answer against the contract',
  'End it all',
];

let directory: string;
let program: NodeProgram | undefined;

beforeAll(buildOnce, 120_000);

beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'sandbox-test-'));
  chmodSync(directory, 0o755);
});

afterEach(async () => {
  program?.signal('SIGINT');
  await program?.ended();
  rmSync(directory, { recursive: true });
});

/** In a directory of its own, which is also where it makes its temporary files; hostile settings do not reach the app. */
function sandbox(args: readonly string[], env: Readonly<Record<string, string>> = {}): NodeProgram {
  const hostile = { NODE_ENV: 'production', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', PORT: '1' };
  program = new NodeProgram([PROGRAM, ...args], {
    cwd: directory,
    env: { CI: 'true', TMPDIR: directory, CATALOG_FILE: CATALOG, ...hostile, ...env },
  });
  return program;
}

describe('npm run sandbox -- --script', () => {
  it("plays a customer's life step by step, and leaves nothing behind", async () => {
    const { code, stdout, stderr } = await sandbox(['--script']).ended();
    expect({ code, stderr, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({
      code: 0,
      stderr: '',
      last: expect.stringMatching(new RegExp(String.raw`^${STEPS.length} steps and \d+ checks passed in [\d.]+ s\.$`)),
    });
    const played = [...stdout.matchAll(/^ {2}ok {2}(.*\S) +[\d.]+ m?s$/gm)].map((match) => match[1]);
    expect(played).toEqual(STEPS);
    expect(stdout).not.toContain('\u001B');
    expect(readdirSync(directory)).toEqual([]);
  }, 120_000);

  it('names the step that fails with what was expected and what came, and the reason from the log', async () => {
    const file = path.join(directory, 'catalog.yaml');
    writeFileSync(file, readFileSync(CATALOG, 'utf8').replace("fixedFee: '20.00'", "fixedFee: '20 dollars'"));
    const { code, stdout } = await sandbox(['--script'], { CATALOG_FILE: file }).ended();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAIL {2}Start the app with its workers +[\d.]+ m?s\n {6}x it becomes ready\n/m);
    expect(stdout).toMatch(/expected: ready\n +came: +it ended, with 1\n/);
    expect(stdout).toMatch(/last lines of the app's log\n(.*\n)*.*plans\[1\]\.pricing\.fixedFee/);
    expect(stdout).toMatch(
      new RegExp(String.raw`Failed at step 4 of ${STEPS.length}, "Start the app with its workers" after \d+ checks`),
    );
    expect(readdirSync(directory)).toEqual(['catalog.yaml']);
  }, 120_000);

  it('ends everything when it is interrupted while it starts', async () => {
    const interrupted = sandbox(['--script']);
    await interrupted.untilTold(/Migrate its empty database/);
    interrupted.signal('SIGINT');
    const { code, stdout } = await interrupted.ended();
    expect(code).toBe(130);
    expect(stdout).toMatch(/Interrupted after/);
    expect(readdirSync(directory)).toEqual([]);
  }, 120_000);

  it('refuses options that it does not know', async () => {
    const { code, stderr } = await sandbox(['--scrip']).ended();
    expect(code).toBe(1);
    expect(stderr).toMatch(/--scrip[^]*npm run sandbox -- --script/);
  });
});

describe('npm run sandbox', () => {
  it('prints calls that work, ends on Ctrl-C, and goes on with the same data', async () => {
    const first = sandbox([]);
    const text = await first.untilTold(/Ctrl-C ends everything/);
    const answers = await makePrintedCalls(text);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 200, 200]);
    const [installed, bought, held, listed] = answers.map(({ body }) => body);
    expect(bought).toMatchObject({ status: 'ready', secrets: expect.arrayContaining([POSTGRES_URL]) });
    expect(held).toMatchObject({ resources: [bought] });
    expect(listed).toMatchObject({ installations: [{ id: (installed as { readonly id: string }).id }] });
    const secrets = path.join(directory, '.data/sandbox.json');
    const kept = readFileSync(secrets, 'utf8');
    expect(statSync(secrets).mode & 0o777).toBe(0o600);
    first.signal('SIGINT');
    expect((await first.ended()).code).toBe(0);
    for (const [url] of text.matchAll(/http:\/\/127\.0\.0\.1:\d+/g))
      await expect(fetch(url)).rejects.toThrow('fetch failed');

    const second = sandbox([]);
    const again = await makePrintedCalls(
      (await second.untilTold(/Ctrl-C ends everything/)).replace(/^ .*teams.*$/gm, ''),
    );
    expect(again).toEqual([{ status: 200, body: listed }]);
    expect(readFileSync(secrets, 'utf8')).toBe(kept);
  }, 120_000);

  it('says why it ends when the app does not start', async () => {
    const file = path.join(directory, 'catalog.yaml');
    writeFileSync(file, 'products: []');
    const { code, stdout } = await sandbox([], { CATALOG_FILE: file }).ended();
    expect(code).toBe(1);
    expect(stdout).toMatch(/The app does not become ready: it ended, with 1\n(.*\n)*.*catalog is not usable/);
  }, 120_000);
});

describe('the ports of a sandbox', () => {
  it('are others than preferred when those are taken', async () => {
    const port = await freePort();
    expect(await freePort(port)).toBe(port);
    const taken = createServer();
    await once(taken.listen(port, '127.0.0.1'), 'listening');
    expect(await freePort(port)).not.toBe(port);
    taken.close();
    await once(taken, 'close');
  });
});
