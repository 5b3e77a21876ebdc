import { Ground, unless } from '../ground.js';
import type { Flow } from './flow.js';

/** Deletes a database. */
export const DEPROVISION: Flow = {
  title: 'removes a resource',
  begin: async (stage, team) => {
    const ground = new Ground(stage);
    const { id: installationId } = await team.install();
    const { id, secrets } = await team.provision({ product: 'postgres', plan: 'pro', name: 'sold' });
    const isRemoved = async (): Promise<boolean> =>
      (await ground.rows(installationId)).every(({ state }) => state === 'removed');
    const standing = async (): Promise<readonly string[]> => {
      const [live] = await ground.live(installationId);
      return unless(live === undefined || (await ground.opens(secrets)), 'it is not deleted, and cannot be used');
    };
    const faults = async (outcome: 'had' | 'open'): Promise<readonly string[]> => {
      if (outcome === 'open' && !(await isRemoved())) return standing();
      return [
        ...unless(await isRemoved(), 'the resource was deleted, and stays'),
        ...unless(!(await ground.opens(secrets)), 'the credentials of a deleted resource work'),
        ...unless((await ground.times(installationId, 'resource.removed')) === 1, 'the removal is not on record once'),
      ];
    };
    return {
      marks: [installationId],
      ask: () => team.remove(id, { idempotencyKey: 'the-key' }),
      standing,
      faults,
      faultsLater: () => faults('had'),
    };
  },
};
