import { rowsOf } from '../doctor/scene.js';
import { type Line, missing, shown } from './line.js';

interface Wanted {
  readonly requirement: string;
  /** Gives a row where it has happened. */
  readonly sql: string;
  readonly evidence: string;
  readonly todo: string;
}

/** Something that has happened once, and can therefore be shown. */
function happened({ requirement, sql, evidence, todo }: Wanted): Line {
  return {
    requirement,
    gather: async ({ databaseUrl }) => {
      const rows = await rowsOf(databaseUrl, `/* every tenant: whether it has ever happened */ ${sql} LIMIT 1`);
      return rows.length > 0 ? shown(evidence) : missing('has not happened here yet', todo);
    },
  };
}

/** Installing it. */
export const ACCOUNTS = happened({
  requirement: 'Upsert Installation creates and syncs accounts; contact data',
  sql: `SELECT 1 FROM installations WHERE kind = 'marketplace' AND contact IS NOT NULL`,
  evidence: 'somebody has installed it, and his contact data is known',
  todo: 'Install it from your own team.',
});

/** Using it. */
export const END_TO_END = happened({
  requirement: 'End to end: install, provision, connect, use',
  sql: `SELECT 1 FROM resource_connections c JOIN resources r ON r.installation_id = c.installation_id AND r.id = c.resource_id
    WHERE r.state <> 'placed'`,
  evidence: 'a resource was provisioned and connected to a project',
  todo: 'Install it, create a resource, and connect it to a project.',
});

/** Rotating secrets. */
export const ROTATION = happened({
  requirement: 'Secrets rotate',
  sql: 'SELECT 1 FROM resource_credentials WHERE version > 1',
  evidence: 'a rotation was done',
  todo: 'Rotate the secrets of a resource on its page at Vercel, and use the new ones.',
});

/** Leaving. */
export const UNINSTALL = happened({
  requirement: 'Uninstall cleans up; finalized when no window is needed',
  sql: `SELECT 1 FROM uninstalls WHERE stage IN ('finalized', 'purged')`,
  evidence: 'an uninstall came to its end',
  todo: 'Uninstall it from a team that has a resource, and wait for the end of it: npx stallholder uninstalls list.',
});

/** Coming back. */
export const REINSTALLATION = happened({
  requirement: 'Reinstallation is a fresh start',
  sql: `SELECT 1 FROM installations a JOIN installations b ON b.account_id = a.account_id AND b.id <> a.id
    WHERE a.state = 'uninstalled'`,
  evidence: 'an account came back under an installation of its own',
  todo: 'Install it again from a team that has uninstalled it.',
});

/** Many customers. */
export const CONCURRENT = happened({
  requirement: 'Many concurrent installations',
  sql: `SELECT 1 FROM installations WHERE state = 'active' OFFSET 1`,
  evidence: 'several are installed at once',
  todo: 'Install it from two teams.',
});

/** Without the Marketplace. */
export const LINKED_PROJECTS = happened({
  requirement: 'Variables written to projects with the right targets',
  sql: 'SELECT 1 FROM project_links WHERE written_version IS NOT NULL',
  evidence: "variables were written to a project's targets",
  todo: 'Connect an account by /connect/start, and link a resource to a project.',
});
