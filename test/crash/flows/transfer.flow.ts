import type { Team } from '#libs/vercel-simulator';
import { Ground, unless } from '../ground.js';
import type { Flow } from './flow.js';

const OWNERS = `SELECT r.installation_id AS owner, count(c.version)::int AS credentials FROM resources r
  LEFT JOIN resource_credentials c ON c.installation_id = r.installation_id AND c.resource_id = r.id AND c.state = 'current'
  WHERE r.id = $1 GROUP BY 1`;

/** Takes a resource over from another team. */
export const TRANSFER: Flow = {
  title: 'accepts a transfer',
  begin: async (stage, source) => {
    const ground = new Ground(stage);
    const { id: sourceId } = await source.install();
    const { id, secrets } = await source.provision({ product: 'postgres', plan: 'pro', name: 'sold' });
    const target = stage.vercel.team(`target of ${source.name}`);
    const { id: targetId } = await target.install();
    const claim = await source.transfers.offer([id]);
    const plan = await target.transfers.verify(claim);
    const shows = async (team: Team): Promise<boolean> => (await team.listResources()).some((shown) => shown.id === id);
    const standing = async (): Promise<readonly string[]> =>
      unless(await ground.opens(secrets), 'the secrets do not outlive the transfer');
    return {
      marks: [sourceId, targetId, claim.id],
      ask: () => target.transfers.accept(claim, plan, { idempotencyKey: 'the-key' }),
      standing,
      faults: (outcome) => faults(outcome),
      faultsLater: () => faults('had'),
    };

    async function faults(outcome: 'had' | 'open'): Promise<readonly string[]> {
      const owners = await stage.sql(OWNERS, [id]);
      const [{ owner, credentials } = { owner: null, credentials: 0 }] = owners;
      const isTaken = owner === targetId;
      const times = await ground.times(targetId, 'transfer.accepted');
      return [
        ...(await standing()),
        ...unless(owners.length === 1 && credentials === 1, `it has these owners: ${JSON.stringify(owners)}`),
        ...unless(isTaken || (outcome === 'open' && owner === sourceId), 'it was accepted, and did not go over'),
        ...unless(times === (isTaken ? 1 : 0), `the transfer is on record ${times} times`),
        ...unless((await shows(target)) === isTaken, 'the target is shown something else than what is its own'),
        ...unless((await shows(source)) !== isTaken, 'the source is shown something else than what is its own'),
      ];
    }
  },
};
