import { NoAnswer, type Team } from '#libs/vercel-simulator';
import { Ground, unless } from '../ground.js';
import type { Stage } from '../stage.js';
import type { Flow } from './flow.js';
import { heldOf, invoiceFaults } from './invoiced.js';

const FINALIZE = /\/billing\/finalize$/;
const WINDOW_MS = 24 * 3_600_000;
const STATE = 'SELECT state, access_token IS NULL AS "tokenGone" FROM installations WHERE id = $1';

interface Way {
  readonly title: string;
  /** What Vercel sends, again and again until it has an answer. */
  readonly leave: (team: Team, webhookId: string) => () => Promise<unknown>;
}

function uninstall({ title, leave }: Way): Flow {
  return {
    title,
    begin: async (stage, team) => {
      const ground = new Ground(stage);
      const { id: installationId } = await team.install();
      const { secrets } = await team.provision({ product: 'postgres', plan: 'pro', name: 'sold' });
      const state = async () => (await stage.sql(STATE, [installationId]))[0];
      const standing = async (): Promise<readonly string[]> => {
        const isActive = (await state())?.['state'] === 'active';
        return unless(!isActive || (await ground.opens(secrets)), 'it is installed, and cannot be used');
      };
      const faults = async (outcome: 'had' | 'open'): Promise<readonly string[]> => {
        if (outcome === 'open' && (await state())?.['state'] === 'active') return standing();
        const isGone = (await ground.rows(installationId)).every((row) => row.state === 'removed');
        const asked = await ground.times(installationId, 'installation.uninstall-requested');
        const removed = await ground.times(installationId, 'resource.removed');
        return [
          ...unless(isGone, 'the installation leaves, and its resources stay'),
          ...unless(asked === 1, `the uninstall is on record ${asked} times`),
          ...unless(removed === 1, `the removal of the resource is on record ${removed} times`),
        ];
      };
      const webhookId = `evt_${installationId.slice(-24)}`;
      return {
        marks: [installationId, webhookId],
        leaseSeconds: 120,
        ask: leave(team, webhookId),
        standing,
        faults,
        faultsLater: async () => [...(await faults('had')), ...(await ended(stage, installationId))],
      };
    },
  };
}

/** Gone, and paid for: one final invoice, one finalize that Vercel took, and after that no call with the token. */
async function ended(stage: Stage, installationId: string): Promise<readonly string[]> {
  const [installation] = await stage.sql(STATE, [installationId]);
  const isOver = installation?.['state'] === 'uninstalled' && installation['tokenGone'] === true;
  const calls = stage.vercel.record.calls.filter((call) => call.installationId === installationId);
  const taken = calls.filter(({ path, status }) => FINALIZE.test(path) && status < 300);
  const after = calls.slice(calls.findLastIndex((call) => call === taken.at(-1)) + 1);
  const others = after.filter(({ path }) => !FINALIZE.test(path)).map(({ method, path }) => `${method} ${path}`);
  const final = heldOf(stage, installationId).map((invoice) => invoice.final);
  return [
    ...unless(isOver, `the uninstall has no end: ${JSON.stringify(installation)}`),
    ...(await invoiceFaults(stage, installationId, { totals: ['20.00'] }, 'later')),
    ...unless(final.join() === 'true', `its invoices are final: ${final.join()}`),
    ...unless(taken.length === 1, `Vercel took ${taken.length} calls to finalize it`),
    ...unless(others.length === 0, `these calls followed: ${others.join()}`),
  ];
}

/** Leaves by `DELETE`. */
export const UNINSTALL = uninstall({
  title: 'uninstalls',
  leave: (team) => () => team.uninstall({ idempotencyKey: 'the-key' }),
});

/** Leaves at Vercel, which tells it by a webhook; the configuration is read again before anything is destroyed. */
export const UNINSTALL_BY_WEBHOOK = uninstall({
  title: 'uninstalls after a webhook',
  leave: (team, webhookId) => async () => {
    const held = team.installation();
    held.state = 'pending-deletion';
    held.deletionDue ??= new Date(Date.now() + WINDOW_MS);
    const { state } = await team.webhooks.tellRemoved({ id: webhookId });
    if (state !== 'delivered') throw new NoAnswer('the webhook was not taken');
  },
});
