import { ownArchive } from '../company/index.js';
import { Visitor } from '../web/index.js';
import { addressOf, refusal, sql } from './sql.js';
import type { Step } from './stage.js';

const DATABASE = 'wayne_archive';
const NOTES = 'SELECT text FROM notes';

const link: Step = {
  name: 'Import a database that the team Wayne had before',
  async run(stage, checks) {
    const vercel = stage.get('vercel');
    const wayne = vercel.team('Wayne');
    await wayne.install();
    const own = await ownArchive(stage.get('postgres').url, wayne.installation().id, DATABASE);
    await sql(own, `CREATE TABLE notes (text text); INSERT INTO notes VALUES ('from before')`);
    const flow = wayne.startImport({ product: 'postgres' });
    const bruce = new Visitor();
    const choice = await bruce.open(flow.address);
    const signIn = choice.trail.some(({ origin, pathname }) => origin === vercel.url && pathname.startsWith('/sso/'));
    checks.same('who is not signed in is, by Vercel, on the way', [signIn, choice.heading], [true, 'Import to Vercel']);
    checks.like('the database is offered', choice.text, new RegExp(`\\b${DATABASE}\\b`));
    const back = await bruce.press(choice, 'Import');
    checks.same('Vercel is come back to when it has it', [back.url.origin, back.heading], [vercel.url, 'Imported']);
    const [held] = wayne.installation().resources.values();
    checks.same('as linked, under its name', [held?.ownership, held?.name], ['linked', DATABASE]);
    const rows = held === undefined ? [] : await sql(addressOf(held), NOTES);
    checks.same('with credentials of its own', rows, [{ text: 'from before' }]);
    const again = await bruce.open(wayne.startImport({ product: 'postgres' }).address);
    checks.like('it is offered once', again.text, /There is nothing that can be imported/);
    stage.put('wayne', wayne);
    stage.put('archive', own);
  },
};

const letGo: Step = {
  name: 'Let it go with the installation',
  async run(stage, checks) {
    const wayne = stage.get('wayne');
    const [held] = wayne.installation().resources.values();
    const { state } = await wayne.uninstall();
    checks.same('nothing was billed for it: gone at once', state, 'removed');
    const address = held === undefined ? '' : addressOf(held);
    await checks.soonLike("Vercel's credentials are refused", () => refusal(address), /^(28000|28P01):/);
    checks.same('its owner has it as before', await sql(stage.get('archive'), NOTES), [{ text: 'from before' }]);
  },
};

/** What a customer had before. */
export const IMPORT: readonly Step[] = [link, letGo];
