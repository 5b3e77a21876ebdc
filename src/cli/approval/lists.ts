import * as catalog from './catalog.lines.js';
import * as life from './life.lines.js';
import { type Checklist, judgedByHand } from './line.js';
import * as money from './money.lines.js';
import * as routes from './routes.lines.js';

const NATIVE: Checklist = {
  name: 'native',
  lines: [
    routes.SSO,
    routes.IMPORT,
    routes.TOKENS,
    routes.WEBHOOKS,
    life.ACCOUNTS,
    catalog.PLANS,
    judgedByHand('Pricing as on your own site; feature parity', 'Compare the plans of the catalog with your own site.'),
    routes.CONNECT,
    judgedByHand(
      'A Marketplace template as deploy option',
      'Publish a template, and name it in the integration console.',
    ),
    catalog.FORMS,
    catalog.REGIONS,
    catalog.DEFAULTS,
    judgedByHand(
      'Forms in the preview',
      'Paste each metadata schema into the preview form of the integration console.',
    ),
    judgedByHand(
      'Variables with the right values after installation',
      'Run vercel env pull in a connected project, and use them.',
    ),
    life.UNINSTALL,
    life.END_TO_END,
    life.ROTATION,
    money.USAGE_SHOWN,
    money.INVOICE_STATES,
    money.INTERIM_DATA,
    money.DESTRUCTION,
    money.TEST_MODE,
    judgedByHand(
      'Snippets; getting-started guide; documentation URL',
      'Hold the names of the secrets in each snippet against a real resource.',
    ),
    routes.SUPPORT,
    judgedByHand('Support: static link on the listing', 'Name it in the integration console.'),
    life.CONCURRENT,
    life.REINSTALLATION,
  ],
};

const CONNECTABLE: Checklist = {
  name: 'connectable',
  lines: [
    judgedByHand('Description and instructions name all variables', 'Read them in the integration console.'),
    judgedByHand(
      'Mapping page: preselected project, restriction, long names, pagination',
      'Open /connect/start from a team with many projects, once with access to one of them only.',
    ),
    judgedByHand(
      'No way out of the popup; login inside it',
      'Go through the popup logged out, and look for links that leave it.',
    ),
    judgedByHand(
      'Deploy Button with an existing installation',
      'Press your Deploy Button from a team that has it already.',
    ),
    routes.CONFIGURE,
    life.LINKED_PROJECTS,
    judgedByHand('Public listing: 500 active installations', 'The integration console shows how many there are.'),
  ],
};

const LISTING: Checklist = {
  name: 'listing',
  lines: [
    judgedByHand('Name, slug, developer', 'At most 64, 32 and 64 characters.'),
    judgedByHand('Short description, overview, additional information', 'At most 40, 768 and 1024 characters.'),
    judgedByHand('Short billing description', 'Fewer than 30 characters.'),
    judgedByHand('Snippets', 'At most 6.'),
    judgedByHand('Images', '1 to 5, of 1920x1080 (16:9).'),
  ],
};

/** All that Vercel's review looks at before a listing is public. */
export const CHECKLISTS: readonly Checklist[] = [NATIVE, CONNECTABLE, LISTING];
