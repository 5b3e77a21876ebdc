import type { VariableName } from '../../../config/env.schema.js';
import { Secret } from '../crypto/secret.js';
import { BadConfiguration } from './bad-configuration.js';
import { environment } from './environment.js';
import { parseVariables } from './parse-variables.js';

const NEEDED: readonly VariableName[] = ['DATABASE_URL', 'MIGRATION_DATABASE_URL'];

/** The database to migrate: under the role that owns its schema, and under the role of the app. */
export interface MigrationTarget {
  readonly ownerUrl: Secret;
  readonly appUrl: Secret;
}

/** Reads no more than a migration needs, so that its process can do without every other secret. @throws BadConfiguration */
export function loadMigrationTarget(): MigrationTarget {
  const { values, faults } = parseVariables(environment(), NEEDED);
  if (faults.length > 0) throw new BadConfiguration(faults);
  const { DATABASE_URL: app, MIGRATION_DATABASE_URL: owner } = values;
  if (app === undefined) {
    throw new BadConfiguration([
      { name: 'DATABASE_URL', problem: 'must be set: the embedded database migrates itself' },
    ]);
  }
  return { ownerUrl: Secret.of(owner ?? app), appUrl: Secret.of(app) };
}
