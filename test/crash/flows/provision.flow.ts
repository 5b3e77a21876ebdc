import { Ground, unless } from '../ground.js';
import type { Flow } from './flow.js';

const PURCHASE = { product: 'postgres', plan: 'pro', name: 'sold' } as const;

/** Buys a database. */
export const PROVISION: Flow = {
  title: 'sells a resource',
  begin: async (stage, team) => {
    const ground = new Ground(stage);
    const { id: installationId } = await team.install();
    const bought = () => [...team.installation().resources.values()];
    const faults = async (outcome: 'had' | 'open'): Promise<readonly string[]> => {
      const live = await ground.live(installationId);
      const isOne = outcome === 'had' ? live.length === 1 && live[0]?.id === bought()[0]?.id : live.length <= 1;
      const works = await Promise.all(bought().map(({ secrets }) => ground.opens(secrets)));
      return [
        ...unless(isOne, `${live.length} resources came of one key`),
        ...unless(
          live.every(({ state }) => state === 'ready'),
          'what was bought is not ready',
        ),
        ...unless(!works.includes(false), 'the credentials that were sold do not work'),
      ];
    };
    return {
      marks: [installationId],
      ask: () => team.provision(PURCHASE, { idempotencyKey: 'the-key' }),
      standing: async () => [],
      faults,
      faultsLater: () => faults('had'),
    };
  },
};
