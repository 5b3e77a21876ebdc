import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { until } from '../support/until.js';
import { Crashes } from './crashes.js';
import { PROVISION } from './flows/provision.flow.js';
import { Ground } from './ground.js';
import { Stage } from './stage.js';
import type { Boundary } from './wire/gate.js';

const TEN_MINUTES = 600;

/** Jobs that have had the product remove a resource. */
const REMOVALS = `SELECT 1 FROM pgboss.job WHERE data->'data'->>'resourceId' = $1
  AND data->>'job' = 'resources.bring-forward' AND state = 'completed'`;

describe('a server that is killed when the product has made what nobody wants any more', () => {
  /** The first to need it builds the server. */
  jest.setTimeout(180_000);
  let stage: Stage;
  let boundaries: readonly Boundary[];
  beforeAll(async () => {
    stage = await Stage.open();
    boundaries = await new Crashes(stage, PROVISION).boundaries();
  });
  afterAll(() => stage.close());

  const freezeBefore = (channel: Boundary['channel'], text: string): Promise<void> => {
    const boundary = boundaries.find((each) => each.channel === channel && each.text.includes(text));
    if (boundary === undefined) throw new Error(`a sale does not go through ${text}`);
    return stage.gate.freezeAt({ boundary, side: 'before' });
  };

  it('leaves nothing of it, though the tenant had left and everything had been removed', async () => {
    const ground = new Ground(stage);
    const team = stage.vercel.team('late');
    const act = await PROVISION.begin(stage, team);
    const [installationId = ''] = act.marks;
    stage.gate.watch(act.marks);
    const asking = freezeBefore('product', 'pg_advisory_lock');
    const answer = act.ask().catch(() => 'no answer');
    await asking;
    const beside = await stage.startBeside();
    await team.uninstall();
    const [{ id } = { id: '' }] = await ground.rows(installationId);
    await until(async () => (await stage.sql(REMOVALS, [id])).length > 0);
    const made = freezeBefore('database', 'UPDATE resources r SET state');
    stage.gate.thaw();
    await made;
    expect(await stage.product.databases()).toContain(id);
    stage.gate.rest();
    await beside.stop();
    await stage.kill();
    expect(await answer).toBe('no answer');
    await stage.restartAfter(TEN_MINUTES);
    await stage.settled();
    expect(await ground.rows(installationId)).toEqual([{ id, state: 'removed' }]);
    expect(await ground.faults()).toEqual([]);
  });
});
