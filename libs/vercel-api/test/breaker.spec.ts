import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Outcome } from '#libs/vercel-api';
import { another, type Running, start } from './support/start.js';

const OPEN = { kind: 'retry', code: 'breaker_open' };

describe('the breaker', () => {
  let running: Running;
  let at: number;
  const call = (access = running.access): Promise<Outcome<unknown>> => running.api.installations.account(access);
  const sent = (): number => running.sim.record.calls.length;
  const fail = (times: number): void => running.strike({ kind: 'status', status: 503, times });

  beforeEach(async () => {
    running = await start({ breakerFailures: 3, breakerPauseMs: 10_000 });
    at = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => at);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await running.stop();
  });

  async function open(): Promise<void> {
    fail(3);
    for (let failure = 0; failure < 3; failure += 1) expect(await call()).toMatchObject({ status: 503 });
    expect(await call()).toMatchObject(OPEN);
    expect(sent()).toBe(3);
  }

  it('sends nothing while it is open, for no installation, and tells when it will probe', async () => {
    await open();
    at += 4_000;
    expect(await call()).toMatchObject({ ...OPEN, afterMs: 6_000 });
    expect(await call(another(running.sim, 'icfg_other'))).toMatchObject(OPEN);
    expect(await running.api.events.installationUpdated(running.access)).toMatchObject(OPEN);
    expect(sent()).toBe(3);
  });

  it('lets one probe through and recovers when it succeeds', async () => {
    await open();
    at += 10_000;
    expect(await call()).toMatchObject({ kind: 'done' });
    const outcomes = await Promise.all([call(), call(), call()]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'done']);
    expect(sent()).toBe(7);
  });

  it('opens again when the probe fails, and then only that one was sent', async () => {
    await open();
    at += 10_000;
    fail(1);
    const outcomes = await Promise.all([call(), call(), call()]);
    expect(outcomes.filter((outcome) => outcome.kind === 'retry' && outcome.status === 503)).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.kind === 'retry' && outcome.code === 'breaker_open')).toHaveLength(2);
    expect(await call()).toMatchObject({ ...OPEN, afterMs: 10_000 });
    expect(sent()).toBe(4);
  });

  it('keeps nobody waiting for a probe that hangs', async () => {
    await open();
    at += 10_000;
    running.strike({ kind: 'hang', times: 1 });
    const probe = call();
    while (sent() < 4) await new Promise(setImmediate);
    expect(await call()).toMatchObject({ ...OPEN, afterMs: 1_000 });
    await running.sim.stop();
    expect(await probe).toMatchObject({ kind: 'retry', code: 'connection_lost' });
    expect(sent()).toBe(4);
  });

  it('counts failures in a row only, and none that Vercel answers on purpose', async () => {
    for (const status of [429, 400, 403, 404, 410]) {
      running.strike({ kind: 'status', status, times: 1 });
      await running.api.resources.get(another(running.sim, `icfg_${status}`), 'r');
    }
    for (let round = 0; round < 3; round += 1) {
      fail(2);
      expect([await call(), await call(), await call()].map(({ kind }) => kind)).toEqual(['retry', 'retry', 'done']);
    }
    expect(sent()).toBe(14);
  });

  it('counts broken and refused connections as well', async () => {
    running.strike({ kind: 'cut-before', times: 2 });
    await call();
    await call();
    await running.sim.stop();
    expect(await call()).toMatchObject({ code: 'connection_failed' });
    expect(await call()).toMatchObject(OPEN);
  });
});
