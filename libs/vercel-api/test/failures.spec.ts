import { afterEach, describe, expect, it } from '@jest/globals';
import type { ApiLimits, Failure, Outcome } from '#libs/vercel-api';
import type { Fault } from '#libs/vercel-simulator';
import { type Running, SHORT, start } from './support/start.js';

type Kind = Failure['kind'] | 'done';
type Calls = Readonly<Record<'patch' | 'put' | 'delete' | 'get' | 'post', () => Promise<Outcome<unknown>>>>;
interface Row {
  readonly name: string;
  readonly fault: Omit<Fault, 'on'>;
  readonly kinds: Readonly<Record<keyof Calls, Kind>>;
  readonly told: object;
  readonly limits?: Partial<ApiLimits>;
}

const all = (kind: Kind): Row['kinds'] => ({ patch: kind, put: kind, delete: kind, get: kind, post: kind });
const UNSURE = { ...all('retry'), post: 'unknown-outcome' } as const;
/** What ends after a 2xx: the effect is known, only what was to be read is missing. */
const VALUE_LOST = { ...all('done'), get: 'retry', put: 'retry' } as const;
const body = (code: string, more: object = {}): object => ({ error: { code, message: 'm', ...more } });
const answered = (status: number, code?: string, more?: object): Omit<Fault, 'on'> => ({
  kind: 'status',
  status,
  ...(code === undefined ? {} : { body: body(code, more) }),
});

const serverErrors: readonly Row[] = [500, 502, 503, 504].map((status) => ({
  name: `${status}`,
  fault: { kind: 'status', status },
  kinds: UNSURE,
  told: { status, code: 'internal_server_error' },
}));

const finals: readonly Row[] = [400, 402, 403, 409, 412, 413, 422].map((status) => ({
  name: `${status}`,
  fault: answered(status, 'some_code'),
  kinds: all('final'),
  told: { status, code: 'some_code', message: 'm' },
}));

const rows: readonly Row[] = [
  ...serverErrors,
  ...finals,
  {
    name: '500 after the effect',
    fault: { kind: 'status-after', status: 500 },
    kinds: UNSURE,
    told: { status: 500 },
  },
  {
    name: '503 with Retry-After',
    fault: { ...answered(503, 'x'), headers: { 'Retry-After': '7' } },
    kinds: UNSURE,
    told: { afterMs: 7_000 },
  },
  { name: '401', fault: answered(401, 'unauthorized'), kinds: all('installation-gone'), told: { status: 401 } },
  { name: '410', fault: answered(410, 'gone'), kinds: all('installation-gone'), told: { status: 410 } },
  {
    name: '403 of a disabled configuration',
    fault: answered(403, 'integration_configuration_disabled'),
    kinds: all('installation-disabled'),
    told: { status: 403, code: 'integration_configuration_disabled' },
  },
  {
    name: '403 of a token that is not valid any more',
    fault: answered(403, 'forbidden', { invalidToken: true }),
    kinds: all('installation-gone'),
    told: { status: 403, code: 'forbidden' },
  },
  {
    name: '404',
    fault: answered(404, 'not_found'),
    kinds: { ...all('final'), patch: 'installation-gone' },
    told: { status: 404, code: 'not_found' },
  },
  { name: '408', fault: answered(408, 'request_timeout'), kinds: all('retry'), told: { status: 408 } },
  {
    name: '404 of a proxy',
    fault: { kind: 'html', status: 404 },
    kinds: all('retry'),
    told: { status: 404, code: 'answer_unreadable' },
  },
  { name: '401 without a body', fault: { ...answered(401), body: null }, kinds: all('retry'), told: { status: 401 } },
  { name: '502 as HTML', fault: { kind: 'html' }, kinds: UNSURE, told: { status: 502, code: 'server_error' } },
  {
    name: '200 as HTML',
    fault: { kind: 'html', status: 200 },
    kinds: UNSURE,
    told: { status: 200, code: 'answer_unreadable' },
  },
  {
    name: 'a redirect',
    fault: { kind: 'redirect' },
    kinds: UNSURE,
    told: { status: 307, code: 'redirected' },
  },
  { name: 'a hang', fault: { kind: 'hang' }, kinds: UNSURE, told: { code: 'timed_out' }, limits: SHORT },
  { name: 'a cut before the effect', fault: { kind: 'cut-before' }, kinds: UNSURE, told: { code: 'connection_lost' } },
  { name: 'a cut after the effect', fault: { kind: 'cut-after' }, kinds: UNSURE, told: { code: 'connection_lost' } },
  { name: 'half a JSON', fault: { kind: 'half-json' }, kinds: VALUE_LOST, told: { code: 'answer_unreadable' } },
  {
    name: 'one byte a second',
    fault: { kind: 'slow', pauseMs: 100 },
    kinds: VALUE_LOST,
    told: { status: 200, code: 'timed_out' },
    limits: SHORT,
  },
  {
    name: 'an answer beyond the cap',
    fault: { kind: 'oversize', bytes: 20_000 },
    kinds: VALUE_LOST,
    told: { status: 200, code: 'answer_too_large' },
    limits: { answerBytes: 10_000 },
  },
  {
    name: 'another 2xx after the effect',
    fault: { kind: 'status-after', status: 202, body: null },
    kinds: { ...all('done'), get: 'retry' },
    told: { status: 202, code: 'answer_unreadable' },
  },
];

describe('a failure', () => {
  let running: Running;
  let calls: Calls;

  const begin = async (limits: Partial<ApiLimits> = {}): Promise<void> => {
    running = await start(limits);
    const { api, access } = running;
    const given = { productId: 'postgres', name: 'b', status: 'ready' } as const;
    calls = {
      patch: () => api.installations.update(access, { status: 'suspended' }),
      put: () => api.resources.import(access, 'res_2', given),
      get: () => api.resources.get(access, 'res_1'),
      post: () => api.events.resourceUpdated(access, { resourceId: 'res_1' }),
      delete: () => api.resources.delete(access, 'res_1'),
    };
  };
  afterEach(() => running.stop());

  it.each(rows)('is told as what it is and sent once: $name', async ({ fault, kinds, told, limits }) => {
    await begin(limits);
    for (const [method, call] of Object.entries(calls)) {
      running.sim.record.clearSeen();
      running.strike(fault);
      const outcome = await call();
      expect({ method, kind: outcome.kind }).toEqual({ method, kind: kinds[method as keyof Calls] });
      if (outcome.kind !== 'done') expect(outcome).toMatchObject(told);
      expect(running.sim.record.calls).toHaveLength(1);
    }
  });

  it.each(Object.keys(rows[0]?.kinds ?? {}) as (keyof Calls)[])(
    'never sent is to be repeated, whatever the call: %s without a server',
    async (method) => {
      await begin();
      await running.sim.stop();
      const outcome = await calls[method]();
      expect(outcome).toMatchObject({ kind: 'retry', code: 'connection_failed' });
      expect(running.sim.record.calls).toHaveLength(0);
    },
  );

  it('of the installation’s own calls is the installation’s when it is a 404', async () => {
    await begin();
    const { api, access } = running;
    const own = [
      () => api.installations.account(access),
      () => api.events.installationUpdated(access),
      () => api.resources.list(access),
      () => api.configurations.get(access),
    ];
    for (const call of own) {
      running.strike({ kind: 'status', status: 404 });
      expect(await call()).toMatchObject({ kind: 'installation-gone', status: 404, code: 'not_found' });
    }
  });
});
