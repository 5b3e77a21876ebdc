import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Clock } from '../../../src/platform/clock/index.js';
import { callOf } from '../../support/partner-api/calls.js';
import { operationOf } from '../../support/partner-api/operations.js';
import { Probe } from '../../support/partner-api/probe.js';
import { type Subject, Tenants } from '../../support/partner-api/tenants.js';

const READ = operationOf('GET', '/v1/installations/{installationId}/resources/{resourceId}');
const DAY_MS = 86_400_000;

describe("Vercel's keys", () => {
  let probe: Probe;
  let subject: Subject;

  beforeEach(async () => {
    probe = await Probe.start();
    subject = await new Tenants(probe).installed();
  });
  afterEach(() => probe.stop());

  const token = (): string => `Bearer ${probe.tokens.system({ installationId: subject.installationId })}`;
  const read = async (authorization: string): Promise<number> =>
    (await probe.send(callOf(probe, READ, subject, { headers: { authorization } }))).status;

  it('may be replaced: tokens of the new key pass at once, those of the old one while it is published', async () => {
    const old = token();
    probe.server.vercel.rotateKeys();
    expect([await read(token()), await read(old)]).toEqual([200, 200]);
  });

  it('that are withdrawn take their tokens with them, those that have passed before included', async () => {
    const old = token();
    expect(await read(old)).toBe(200);
    probe.server.vercel.rotateKeys({ keepOldForSeconds: 0 });
    expect([await read(token()), await read(old)]).toEqual([200, 403]);
  });

  it('serve on while they cannot be fetched, for a day and not longer', async () => {
    probe.server.vercel.faults.add({ on: 'jwks', kind: 'cut-before' });
    const known = token();
    probe.server.vercel.rotateKeys();
    expect([await read(token()), await read(known)]).toEqual([403, 200]);
    await advance(probe, DAY_MS + 60_000);
    const answer = await probe.sendInVain(callOf(probe, READ, subject));
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, expect.stringMatching(/^\d+$/)]);
  });
});

describe("Vercel's keys that never could be fetched", () => {
  it('make every call wait, and none pass', async () => {
    const probe = await Probe.start({ VERCEL_OIDC_JWKS_URL: 'http://127.0.0.1:1/jwks' });
    const subject = { installationId: new Tenants(probe).newId(), resourceId: 'res_1' };
    const upsert = operationOf('PUT', '/v1/installations/{installationId}');
    for (const operation of [READ, upsert]) {
      const answer = await probe.sendInVain(callOf(probe, operation, subject));
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, expect.stringMatching(/^\d+$/)]);
    }
    const malformed = callOf(probe, upsert, subject, { headers: { authorization: 'Bearer x' } });
    expect((await probe.sendInVain(malformed)).status).toBe(403);
    await probe.stop();
  });
});

/** Moves the clock of the server and of Vercel. */
async function advance(probe: Probe, milliseconds: number): Promise<void> {
  await probe.sql(
    `INSERT INTO clock_offsets (id, offset_ms) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET offset_ms = $1`,
    [milliseconds],
  );
  await probe.server.app.get(Clock, { strict: false }).refresh();
  probe.server.vercel.clock.advance(`PT${milliseconds / 1000}S`);
}
