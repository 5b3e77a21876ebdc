import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callOf } from '../../support/partner-api/calls.js';
import {
  type CallerKind,
  isInstalling,
  isOfInstallation,
  isOfResource,
  OPERATIONS,
  type Operation,
  title,
} from '../../support/partner-api/operations.js';
import { Probe } from '../../support/partner-api/probe.js';
import { type Subject, Tenants } from '../../support/partner-api/tenants.js';

const CALLERS: readonly CallerKind[] = ['ADMIN', 'USER', 'system', 'pre-install'];
const PLACES = ['own', 'foreign', 'other audience', 'null', 'leaving', 'gone', 'never installed'] as const;
const RESOURCES = ['live', 'missing', 'foreign', 'removing', 'removed'] as const;

type Place = (typeof PLACES)[number];
type ResourceCase = (typeof RESOURCES)[number];

interface Case {
  readonly operation: Operation;
  readonly caller: CallerKind;
  readonly place: Place;
  readonly resource: ResourceCase;
}

/** Every operation × caller × installation, and in the own one × resource. */
const CASES: readonly Case[] = OPERATIONS.filter(isOfInstallation).flatMap((operation) =>
  CALLERS.flatMap((caller) =>
    PLACES.flatMap((place) => {
      const resources = place === 'own' && isOfResource(operation) ? RESOURCES : (['live'] as const);
      return resources.map((resource) => ({ operation, caller, place, resource }));
    }),
  ),
);

/** What the contract and the rules of the issue say, in a few lines. */
function expected({ operation, caller, place, resource }: Case): number {
  const { method } = operation;
  if (!operation.callers.includes(caller)) return 403;
  if (place === 'foreign' || place === 'null' || place === 'other audience') return 403;
  if (place === 'never installed' && isInstalling(operation)) return operation.success;
  if (place !== 'own') return { GET: 404, DELETE: 204, PUT: 409, POST: 409, PATCH: 409 }[method];
  if (resource === 'live' || !isOfResource(operation)) return operation.success;
  return method === 'DELETE' && resource.startsWith('remov') ? 204 : 404;
}

/** Whether the call may change something: it is a write that is let through, on something that is there. */
function mayAct(one: Case): boolean {
  const isThere = one.place === 'own' ? one.resource === 'live' : isInstalling(one.operation);
  const wouldAct = one.place === 'own' || one.place === 'never installed';
  return wouldAct && isThere && one.operation.method !== 'GET' && expected(one) === one.operation.success;
}

describe('the matrix of tenants, resources and callers', () => {
  let probe: Probe;
  let tenants: Tenants;
  const subjects = new Map<string, Subject & { readonly tokenFor?: string | null }>();

  beforeAll(async () => {
    probe = await Probe.start();
    tenants = new Tenants(probe);
    const own = await tenants.withClaim();
    const other = await tenants.installed();
    subjects.set('own live', own);
    subjects.set('own missing', { ...own, resourceId: 'res_AAAAAAAAAAAAAAAAAAAAAA' });
    subjects.set('own foreign', { ...own, resourceId: other.resourceId });
    subjects.set('own removing', await tenants.withRemoving());
    subjects.set('own removed', await tenants.withRemoved());
    subjects.set('foreign live', { ...other, tokenFor: own.installationId });
    subjects.set('other audience live', await tenants.ofOtherAudience());
    subjects.set('null live', { ...own, tokenFor: null });
    subjects.set('leaving live', await tenants.leaving());
    subjects.set('gone live', await tenants.gone());
    subjects.set('never installed live', { ...own, installationId: tenants.newId() });
  });
  afterAll(() => probe.stop());

  /** A call that will act gets something of its own, so that no case depends on another. */
  async function subjectOf(one: Case): Promise<Subject & { readonly tokenFor?: string | null }> {
    if (mayAct(one) && one.place === 'own') return tenants.readyFor(one.operation);
    const subject = subjects.get(`${one.place} ${one.resource}`);
    if (subject === undefined) throw new Error(`no subject for ${one.place} ${one.resource}`);
    return one.place === 'never installed' ? { ...subject, installationId: tenants.newId() } : subject;
  }

  it.each(CASES.map((one) => [nameOf(one), one] as const))('%s', async (_name, one) => {
    const { tokenFor, ...subject } = await subjectOf(one);
    const changes = { caller: one.caller, ...(tokenFor === undefined ? {} : { tokenFor }) };
    const call = callOf(probe, one.operation, subject, changes);
    const answer = mayAct(one) ? await probe.send(call) : await probe.sendInVain(call);
    expect(answer.status).toBe(expected(one));
  });

  it.each(CALLERS)(
    'the plans of a product open to %s as the contract says, whatever the installation',
    async (caller) => {
      const operation = OPERATIONS.find((one) => !isOfInstallation(one));
      if (operation === undefined) throw new Error('no operation without an installation');
      for (const place of PLACES) {
        const { tokenFor, ...subject } = await subjectOf({ operation, caller, place, resource: 'live' });
        const changes = { caller, ...(tokenFor === undefined ? {} : { tokenFor }) };
        const answer = await probe.sendInVain(callOf(probe, operation, subject, changes));
        expect([place, answer.status]).toEqual([place, operation.callers.includes(caller) ? 200 : 403]);
      }
    },
  );
});

function nameOf(one: Case): string {
  const resource = isOfResource(one.operation) && one.place === 'own' ? `, its ${one.resource} resource` : '';
  return `${title(one.operation)} as ${one.caller} to ${one.place} installation${resource}: ${expected(one)}`;
}
