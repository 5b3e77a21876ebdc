import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fault, HeldInstallation } from '#libs/vercel-simulator';
import { type Running, start } from './support/start.js';
import { callVercel } from './support/vercel-call.js';

describe('a fault on demand', () => {
  let running: Running;
  let installation: HeldInstallation;
  const suspend = () => callVercel(running.sim, installation, '', { method: 'PATCH', body: { status: 'suspended' } });
  const arm = (fault: Omit<Fault, 'on'>) => running.sim.faults.add({ on: 'vercel-api', ...fault });

  beforeEach(async () => {
    running = await start();
    installation = await running.sim.team('Acme').install();
  });
  afterEach(() => running.stop());

  it('answers a status with Vercel’s error body and the headers asked for, before any effect', async () => {
    arm({ kind: 'status', status: 429, headers: { 'Retry-After': '2' }, times: 1 });
    const answer = await suspend();
    expect(answer).toMatchObject({ status: 429, body: { error: { code: 'too_many_requests' } } });
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(installation.status).toBe('ready');
    expect((await suspend()).status).toBe(204);
  });

  it('cuts the line before the effect or after it', async () => {
    arm({ kind: 'cut-before', times: 1 });
    await expect(suspend()).rejects.toThrow();
    expect(installation.status).toBe('ready');
    arm({ kind: 'cut-after', times: 1 });
    await expect(suspend()).rejects.toThrow();
    expect(installation.status).toBe('suspended');
    expect(running.sim.record.calls).toMatchObject([
      { status: 0, struckBy: 'cut-before' },
      { status: 204, struckBy: 'cut-after' },
    ]);
  });

  it('answers another status or body, before the effect or after it', async () => {
    const body = { error: { code: 'integration_configuration_disabled', message: 'off' } };
    arm({ kind: 'status', status: 403, body, times: 1 });
    expect(await suspend()).toMatchObject({ status: 403, body });
    expect(installation.status).toBe('ready');
    arm({ kind: 'status-after', status: 202, body: null, times: 1 });
    expect(await suspend()).toMatchObject({ status: 202, body: undefined });
    expect(installation.status).toBe('suspended');
  });

  it('answers more than anyone should read', async () => {
    arm({ kind: 'oversize', bytes: 20_000, times: 1 });
    const answer = await callVercel(running.sim, installation, '/account');
    expect(answer.headers.get('content-length')).toBe('20000');
    expect(answer.body).toEqual(installation.account);
  });

  it('strikes the method and path it names only, and can be taken back', async () => {
    const { remove } = arm({ kind: 'status', method: 'GET', path: /\/account$/ });
    expect((await suspend()).status).toBe(204);
    expect((await callVercel(running.sim, installation, '/account')).status).toBe(503);
    remove();
    expect((await callVercel(running.sim, installation, '/account')).status).toBe(200);
  });

  it('sends HTML, half a JSON, or another host', async () => {
    const read = async () => {
      const authorization = `Bearer ${installation.accessTokens[0]}`;
      const url = `${running.sim.url}/v1/installations/${installation.id}/account`;
      const response = await fetch(url, { headers: { authorization }, redirect: 'manual' });
      return { status: response.status, headers: response.headers, text: await response.text() };
    };
    arm({ kind: 'html', times: 1 });
    expect(await read()).toMatchObject({ status: 502, text: expect.stringContaining('<html>') });
    arm({ kind: 'half-json', times: 1 });
    const half = await read();
    expect(half.status).toBe(200);
    expect(() => JSON.parse(half.text)).toThrow(SyntaxError);
    arm({ kind: 'redirect', times: 1 });
    expect((await read()).headers.get('location')).not.toContain(running.sim.url);
  });

  it('answers byte by byte, or never', async () => {
    arm({ kind: 'slow', pauseMs: 1, times: 1 });
    expect(await callVercel(running.sim, installation, '/account')).toMatchObject({ body: installation.account });
    arm({ kind: 'hang', times: 1 });
    const url = `${running.sim.url}/v1/installations/${installation.id}/account`;
    await expect(fetch(url, { signal: AbortSignal.timeout(50) })).rejects.toThrow(/timeout/);
  });

  it('takes the key set down, empties it, or turns it into HTML', async () => {
    const { sim } = running;
    const keys = () => fetch(sim.jwksUrl);
    sim.faults.add({ on: 'jwks', kind: 'status', times: 1 });
    expect((await keys()).status).toBe(503);
    sim.faults.add({ on: 'jwks', kind: 'empty', times: 1 });
    expect(await (await keys()).json()).toEqual({ keys: [] });
    sim.faults.add({ on: 'jwks', kind: 'html', status: 200, times: 1 });
    expect((await keys()).headers.get('content-type')).toMatch(/html/);
    sim.faults.add({ on: 'jwks', kind: 'cut-before', times: 1 });
    await expect(keys()).rejects.toThrow();
    expect((await keys()).status).toBe(200);
  });
});
