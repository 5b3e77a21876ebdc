import type { Team } from '#libs/vercel-simulator';
import { Visitor } from '../web/index.js';
import { sql } from './sql.js';
import type { Step } from './stage.js';

const PROJECT = 'web-shop';

/** The variables of the team's project, by name and environment. */
function variables(team: Team): readonly string[] {
  return team.projects.variables(PROJECT).map(({ key, target }) => `${key} (${target.join(', ')})`);
}

const connect: Step = {
  name: 'Connect a project of the team Stark by the popup of the Marketplace',
  async run(stage, checks) {
    const vercel = stage.get('vercel');
    const stark = vercel.team('Stark');
    const project = stark.projects.add(PROJECT);
    const tony = new Visitor();
    const flow = stark.connect({ source: 'marketplace' });
    const asked = await tony.open(flow.address);
    checks.same('the account is named before anything is set up', asked.heading, 'Connect this account?');
    checks.same('its code stands in no address any more', asked.url.search, '');
    const setup = await tony.press(asked, 'Go on as Stark');
    const choice = { project: project.id, resource: setup.choice('New: Postgres, Free') };
    const done = await tony.press(setup, 'Connect', choice);
    checks.same('the popup ends at Vercel', done.url.origin, vercel.url);
    checks.that('which sees that it is done', flow.endedAt, 'a moment', (at) => at !== undefined);
    const set = variables(stark);
    checks.that('POSTGRES_URL is set where the code runs', set, 'production, preview', (all) =>
      all.includes('POSTGRES_URL (production, preview)'),
    );
    const value = stark.projects.variables(PROJECT).find(({ key }) => key === 'POSTGRES_URL')?.value ?? '';
    checks.same('it leads to a database', await sql(value, 'SELECT 1 AS one'), [{ one: 1 }]);
    await tony.press(setup, 'Connect', choice);
    checks.same('the form sent again changes nothing', variables(stark), set);
    stage.put('stark', stark);
    stage.put('tony', tony);
  },
};

const disconnect: Step = {
  name: 'Disconnect it again, on the page behind Configure',
  async run(stage, checks) {
    const [stark, tony, app] = [stage.get('stark'), stage.get('tony'), stage.get('app')];
    const address = `${app.url}/connect/configure?configurationId=${stark.connection.configuration().id}`;
    const stranger = await new Visitor().open(address);
    checks.same('who did not come from Vercel is sent there', stranger.heading, 'Sign in with Vercel');
    const connected = await tony.open(address);
    checks.like('who did sees what is connected', connected.text, new RegExp(`\\b${PROJECT}\\b`));
    await tony.press(connected, 'Disconnect');
    checks.same('the project has no variables any more', variables(stark), []);
  },
};

/** A connected account, from the popup to the variables of a project. */
export const CONNECT: readonly Step[] = [connect, disconnect];
