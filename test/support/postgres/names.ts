import { randomBytes } from 'node:crypto';

/** What the databases of one run are called, so that the run can find those that a killed worker left. */
export function clonePrefix(run: string): string {
  return `stallholder_test_${run}_`;
}

/** A database name that no other worker of the run will choose. */
export function cloneName(run: string): string {
  return clonePrefix(run) + randomBytes(6).toString('hex');
}

/** The name of the migrated template for these migrations. */
export function templateName(migrations: string): string {
  return `stallholder_template_${migrations}`;
}
