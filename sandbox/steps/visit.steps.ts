import { Visitor } from '../web/index.js';
import { addressOf } from './sql.js';
import type { Step } from './stage.js';

const open: Step = {
  name: 'Open it from Vercel, as an administrator',
  async run(stage, checks) {
    const acme = stage.get('acme');
    const { id, name } = stage.get('bought');
    const ada = new Visitor();
    const link = acme.openProvider({ resource_id: id });
    const page = await ada.open(link);
    checks.same('single sign-on leads to the page of that resource', page.url.pathname, `/dashboard/resources/${id}`);
    checks.like('which shows it by its name', page.heading, new RegExp(`^${name}\\b`));
    const secrets = await ada.open(page.link('Secrets'));
    const url = addressOf(stage.get('bought'));
    checks.same('its secrets are not on their page', secrets.text.includes(url), false);
    checks.same('until they are asked for', (await ada.press(secrets, 'Show secrets')).text.includes(url), true);
    const again = await new Visitor().open(link);
    checks.same('the link is good for one visit', [again.status >= 400, again.text.includes(name)], [true, false]);
  },
};

const lookAround: Step = {
  name: 'Look around in the dashboard, as a member without rights',
  async run(stage, checks) {
    const acme = stage.get('acme');
    const { id, name } = stage.get('bought');
    const userId = acme.members.all().find(({ role }) => role === 'USER')?.id ?? '';
    const uma = new Visitor();
    const overview = await uma.open(acme.openProvider({}, { userId }));
    checks.same('the overview names the team', overview.heading, acme.name);
    checks.like('and what it has', overview.text, new RegExp(`\\b${name}\\b`));
    const billing = await uma.open(overview.link('Billing'));
    checks.like('billing shows what the period has come to so far', billing.text, /This period so far\s+\$0\.00/);
    const secrets = await uma.open(new URL(`/dashboard/resources/${id}/secrets`, overview.url));
    checks.like('secrets are for administrators', secrets.text, /Only administrators of your team/);
    const goodbye = await uma.press(secrets, 'Sign out');
    checks.same('who signs out is out', goodbye.heading, 'You are signed out');
    checks.same('and is asked to sign in again', (await uma.open(overview.url)).heading, 'Sign in with Vercel');
  },
};

/** What members see in their browsers. */
export const VISIT: readonly Step[] = [open, lookAround];
