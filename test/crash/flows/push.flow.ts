import { unless } from '../ground.js';
import type { Flow } from './flow.js';

const HOURS = ['2', '0.5', '0.25'];
/** The fee, and 2.75 hours at 0.10. */
const TOTAL = ['20.00', '0.28'];

const COUNTED = `SELECT coalesce(sum(sum), 0)::float AS hours FROM usage_days WHERE installation_id = $1`;

/** What a meter has counted of a resource, in events of its own ids. */
export function eventsOf(resourceId: string, at: Date, hours: readonly string[]): readonly object[] {
  return hours.map((value, index) => ({
    specversion: '1.0',
    id: `${resourceId}-${index}`,
    source: '/meters/1',
    type: 'compute',
    subject: resourceId,
    time: at.toISOString(),
    data: { value },
  }));
}

/** Tells what was used, and has Vercel told of it. */
export const PUSH: Flow = {
  title: 'counts usage and tells Vercel of it',
  begin: async (stage, team) => {
    const { id: installationId } = await team.install();
    const { id } = await team.provision({ product: 'postgres', plan: 'pro', name: 'sold' });
    const events = eventsOf(id, await stage.advance(1), HOURS);
    await stage.advance(1);
    const path = `/admin/v1/installations/${installationId}/billing/push`;
    const faults = async (): Promise<readonly string[]> => {
      const { interim, stale } = team.billing.account();
      const [{ hours } = { hours: null }] = await stage.sql(COUNTED, [installationId]);
      const totals = interim?.items.map(({ total }) => total).toSorted();
      const told = interim?.usage.map(({ periodValue }) => periodValue);
      return [
        ...unless(hours === 2.75, `${hours} hours are counted`),
        ...unless(same(totals, TOTAL.toSorted()), `Vercel was told of these amounts: ${JSON.stringify(totals)}`),
        ...unless(same(told, [2.75]), `Vercel was told of this usage: ${JSON.stringify(told)}`),
        ...unless(stale.interim.length === 0, 'interim data went back in time'),
      ];
    };
    return {
      marks: [installationId, id],
      leaseSeconds: 120,
      ask: async () => {
        await stage.ownCall('meter', { method: 'POST', path: '/usage/v1/events', body: events });
        await stage.ownCall('operator', { method: 'POST', path, key: 'the-key', body: { reason: 'a customer asked' } });
      },
      standing: async () => [],
      faults: async (outcome) => (outcome === 'had' ? faults() : []),
      faultsLater: faults,
    };
  },
};

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
