import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BillingPlan } from '#libs/vercel-contract';
import { type Running, start } from './support/start.js';

const PLAN: BillingPlan = {
  id: 'pro',
  type: 'subscription',
  name: 'Pro',
  description: 'All of it',
  scope: 'resource',
  paymentMethodRequired: true,
  cost: '20.00/month',
  minimumAmount: '1.00',
  details: [{ label: 'Storage', value: '10 GB' }],
  highlightedDetails: [{ label: 'Fast' }],
  effectiveDate: '2026-12-01T00:00:00.000Z',
};
const NOTIFICATION = { level: 'warn', title: 'Nearly full', message: '80 %', href: 'sso:https://x.example/a' } as const;
const SECRET = { name: 'B', value: 'b', prefix: 'P_', environmentOverrides: { preview: 'p' } };
const DONE = { kind: 'done', value: undefined };

describe('a call', () => {
  let running: Running;
  const wire = (): unknown => running.sim.record.calls.at(-1)?.body;

  beforeEach(async () => {
    running = await start();
  });
  afterEach(async () => {
    expect(running.sim.violations).toEqual([]);
    await running.stop();
  });

  it('updates the installation, every key arriving as given, and clears the notification by null', async () => {
    const { api, access, installation } = running;
    const update = { status: 'suspended', externalId: 't-1', billingPlan: PLAN, notification: NOTIFICATION } as const;
    expect(await api.installations.update(access, update)).toEqual(DONE);
    expect(wire()).toEqual(update);
    expect(installation).toMatchObject(update);
    expect(await api.installations.update(access, { status: 'ready', notification: null })).toEqual(DONE);
    expect(wire()).toEqual({ status: 'ready', notification: null });
    expect(installation).toMatchObject({ status: 'ready', notification: undefined });
  });

  it('tells the account, its contact null or not', async () => {
    const { api, access, installation } = running;
    expect(await api.installations.account(access)).toEqual({ kind: 'done', value: installation.account });
    running.strike({ kind: 'status', status: 200, body: { url: 'https://vercel.com/a', contact: null } });
    const value = { url: 'https://vercel.com/a', contact: null };
    expect(await api.installations.account(access)).toEqual({ kind: 'done', value });
  });

  it('tells a member, and that one is none', async () => {
    const { api, access } = running;
    expect(await api.installations.member(access, 'user_1')).toEqual({
      kind: 'done',
      value: { id: 'user_1', role: 'ADMIN' },
    });
    const none = { kind: 'final', status: 404, code: 'not_found' };
    expect(await api.installations.member(access, 'nobody')).toMatchObject(none);
  });

  it('sends both events', async () => {
    const { api, access } = running;
    expect(await api.events.installationUpdated(access)).toEqual(DONE);
    expect(wire()).toEqual({ event: { type: 'installation.updated' } });
    expect(await api.events.installationUpdated(access, { billingPlanId: 'pro' })).toEqual(DONE);
    expect(wire()).toEqual({ event: { type: 'installation.updated', billingPlanId: 'pro' } });
    const changed = { resourceId: 'res_1', productId: 'postgres' };
    expect(await api.events.resourceUpdated(access, changed)).toEqual(DONE);
    expect(wire()).toEqual({ event: { type: 'resource.updated', ...changed } });
  });

  it('lists resources and reads one, whichever key the id stands under', async () => {
    const { api, access } = running;
    const known = {
      id: 'res_1',
      internalId: 'store_1',
      name: 'main',
      productId: 'postgres',
      status: 'ready',
      metadata: { region: 'iad1' },
    };
    expect(await api.resources.list(access)).toEqual({ kind: 'done', value: [known] });
    expect(await api.resources.get(access, 'res_1')).toEqual({ kind: 'done', value: known });
  });

  it('imports a resource whole and gives back the name under which Vercel holds it', async () => {
    const { api, access, installation } = running;
    const given = {
      productId: 'postgres',
      name: 'old',
      status: 'ready',
      ownership: 'linked',
      metadata: { region: 'fra1', zones: ['a', 'b'] },
      billingPlan: PLAN,
      notification: NOTIFICATION,
      secrets: [SECRET],
    } as const;
    const outcome = await api.resources.import(access, 'a/b ü', given);
    expect(outcome).toEqual({ kind: 'done', value: { name: 'old' } });
    expect(wire()).toEqual(given);
    expect(installation.resources.get('a/b ü')).toMatchObject({ ...given, id: 'a/b ü' });
    running.strike({ kind: 'status', status: 200, body: { name: 'old-2' } });
    expect(await api.resources.import(access, 'x', given)).toEqual({ kind: 'done', value: { name: 'old-2' } });
  });

  it('updates a resource, clears its notification and leaves what is not named', async () => {
    const { api, access, resource } = running;
    const update = { name: 'b', status: 'suspended', metadata: { region: 'fra1' }, billingPlan: PLAN } as const;
    const renamed = { kind: 'done', value: { name: 'b' } };
    expect(await api.resources.update(access, 'res_1', { ...update, notification: NOTIFICATION })).toEqual(renamed);
    expect(resource).toMatchObject({ ...update, notification: NOTIFICATION, secrets: [{ name: 'URL' }] });
    const secrets = { secrets: [SECRET], partial: true };
    expect(await api.resources.update(access, 'res_1', { notification: null, secrets })).toEqual(renamed);
    expect(wire()).toEqual({ notification: null, secrets });
    expect(resource).toMatchObject({ notification: undefined, secrets: [{ name: 'URL' }, SECRET] });
  });

  it('replaces all secrets, or with `partial` those named only', async () => {
    const { api, access, resource } = running;
    expect(await api.resources.updateSecrets(access, 'res_1', { secrets: [SECRET], partial: true })).toEqual(DONE);
    expect(resource.secrets.map(({ name }) => name)).toEqual(['URL', 'B']);
    expect(await api.resources.updateSecrets(access, 'res_1', { secrets: [SECRET] })).toEqual(DONE);
    expect(wire()).toEqual({ secrets: [SECRET] });
    expect(resource.secrets).toEqual([SECRET]);
  });

  it('deletes a resource; once gone, the 404 is the resource’s', async () => {
    const { api, access, installation } = running;
    expect(await api.resources.delete(access, 'res_1')).toEqual(DONE);
    expect(installation.resources.size).toBe(0);
    const gone = { kind: 'final', status: 404, code: 'not_found' };
    expect(await api.resources.delete(access, 'res_1')).toMatchObject(gone);
  });

  it('reads the configuration, for a team under its id, with the dates of its end', async () => {
    const { api, access, installation, clock } = running;
    const scopes = ['read:integration-configuration', 'read-write:integration-resource'];
    const reach = { projectSelection: 'all', scopes };
    const value = { id: 'icfg_test', ownerId: 'team_acme', teamId: 'team_acme', status: 'ready', ...reach };
    expect(await api.configurations.get(access)).toEqual({ kind: 'done', value });
    expect(await api.configurations.get(access, { teamId: 'team_acme' })).toEqual({ kind: 'done', value });
    expect(running.sim.record.calls.map(({ query }) => query)).toEqual([{}, { teamId: 'team_acme' }]);
    installation.deletionDue = new Date(clock.now().getTime() + 24 * 3_600_000);
    const told = { ...value, deleteRequestedAt: clock.now() };
    expect(await api.configurations.get(access)).toEqual({ kind: 'done', value: told });
  });
});
