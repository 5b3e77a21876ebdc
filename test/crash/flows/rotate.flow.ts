import { Ground, unless } from '../ground.js';
import type { Flow } from './flow.js';

const VERSIONS = `SELECT state FROM resource_credentials WHERE installation_id = $1 AND state IN ('placed', 'current')`;

interface Terms {
  readonly title: string;
  /** How long the old secrets go on working. */
  readonly delayHours: 0 | 1;
}

function rotation({ title, delayHours }: Terms): Flow {
  return {
    title,
    begin: async (stage, team) => {
      const ground = new Ground(stage);
      const { id: installationId } = await team.install();
      const { id, secrets: old } = await team.provision({ product: 'postgres', plan: 'pro', name: 'sold' });
      const held = () => team.installation().resources.get(id)?.secrets ?? [];
      const isOneCurrent = async (): Promise<boolean> => (await stage.sql(VERSIONS, [installationId])).length === 1;
      /** Without a delay the old ones end with the answer, which may have got lost on its way. */
      const standing = async (): Promise<readonly string[]> =>
        unless(delayHours === 0 || (await ground.opens(old)), 'the old secrets ended before their time');
      const newOnes = async (): Promise<readonly string[]> => [
        ...unless(await ground.opens(held()), 'the new secrets do not work'),
        ...unless(await isOneCurrent(), 'not exactly one version is current'),
      ];
      const oldEnded = async (): Promise<readonly string[]> =>
        unless(!(await ground.opens(old)), 'the old secrets still work');
      return {
        marks: [installationId],
        ask: () => team.rotate(id, { delayHours, idempotencyKey: 'the-key' }),
        standing,
        faults: async (outcome) => {
          if (outcome === 'open') return standing();
          return [...(await newOnes()), ...(await (delayHours === 0 ? oldEnded() : standing()))];
        },
        faultsLater: async () => [...(await newOnes()), ...(await oldEnded())],
      };
    },
  };
}

/** Has secrets replaced, the old ones to work for an hour more. */
export const ROTATE = rotation({ title: 'rotates secrets', delayHours: 1 });

/** Has secrets replaced, and the old ones revoked at once. */
export const ROTATE_AT_ONCE = rotation({ title: 'rotates secrets and revokes the old ones at once', delayHours: 0 });
