import { VercelApi, type ApiLimits, type InstallationAccess } from '#libs/vercel-api';
import { type Fault, type HeldInstallation, type HeldResource, VercelSimulator } from '#libs/vercel-simulator';

/** A clock that stands until it is moved. */
export interface TestClock {
  readonly now: () => Date;
  readonly pass: (seconds: number) => void;
}

/** A fake Vercel that holds one installation with one resource, and a client of it. */
export interface Running {
  readonly sim: VercelSimulator;
  readonly api: VercelApi;
  readonly clock: TestClock;
  readonly access: InstallationAccess;
  readonly installation: HeldInstallation;
  readonly resource: HeldResource;
  /** Makes the next call of the Vercel API fail so. */
  readonly strike: (fault: Omit<Fault, 'on'>) => void;
  readonly stop: () => Promise<void>;
}

/** Time-outs short enough to be waited for. */
export const SHORT = { headersMs: 500, bodyMs: 500, totalMs: 800 } as const;

/** Starts both; the simulator knows no provider, so it reads nothing again. */
export async function start(limits: Partial<ApiLimits> = {}): Promise<Running> {
  const clock = testClock();
  const sim = await VercelSimulator.start({
    clientId: 'oac_test',
    clientSecret: 'client-secret',
    slug: 'tiny',
    now: clock.now,
  });
  const installation = held('icfg_test', 'token-of-the-installation');
  const resource = heldResource('res_1');
  installation.resources.set(resource.id, resource);
  sim.record.installations.set(installation.id, installation);
  const api = new VercelApi({ url: sim.url, userAgent: 'stallholder-test', now: clock.now, limits });
  const strike = (fault: Omit<Fault, 'on'>): void => void sim.faults.add({ on: 'vercel-api', times: 1, ...fault });
  const stop = async (): Promise<void> => void (await Promise.all([api.close(), sim.stop()]));
  return { sim, api, clock, access: accessOf(installation), installation, resource, strike, stop };
}

/** The access that an installation's newest token gives. */
export function accessOf(installation: HeldInstallation): InstallationAccess {
  return { installationId: installation.id, token: { reveal: () => installation.accessTokens.at(-1) ?? '' } };
}

/** A further installation in the simulator's record. */
export function another(sim: VercelSimulator, id: string): InstallationAccess {
  const installation = held(id, `token-of-${id}`);
  sim.record.installations.set(id, installation);
  return accessOf(installation);
}

function testClock(): TestClock {
  let at = Date.parse('2026-11-22T00:00:00Z');
  return { now: () => new Date(at), pass: (seconds) => void (at += seconds * 1000) };
}

function held(id: string, token: string): HeldInstallation {
  return {
    id,
    team: 'Acme',
    accountId: 'team_acme',
    createdAt: new Date(0),
    members: [{ id: 'user_1', role: 'ADMIN' }],
    account: { url: 'https://vercel.com/acme', name: 'Acme', contact: { email: 'ada@acme.example', name: 'Ada' } },
    accessTokens: [token],
    resources: new Map(),
    state: 'installed',
    deletionDue: undefined,
    billingPlan: undefined,
    notification: undefined,
    status: 'ready',
    externalId: undefined,
  };
}

function heldResource(id: string): HeldResource {
  return {
    id,
    internalId: 'store_1',
    productId: 'postgres',
    ownership: 'owned',
    name: 'main',
    metadata: { region: 'iad1' },
    status: 'ready',
    billingPlan: undefined,
    notification: undefined,
    protocolSettings: undefined,
    secrets: [{ name: 'URL', value: 'postgres://old' }],
  };
}
