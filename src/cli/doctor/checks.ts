import { catalogCheck, plansCheck } from './catalog.check.js';
import type { Check } from './check.js';
import { clockCheck, vercelClockCheck } from './clock.check.js';
import { databaseCheck, doorsCheck, roleCheck } from './database.check.js';
import { httpDriverCheck, postgresDriverCheck } from './driver.check.js';
import { keySetCheck } from './key-set.check.js';
import { migrationsCheck } from './migrations.check.js';
import { publicUrlCheck } from './public-url.check.js';
import { encryptionKeysCheck, sealedValuesCheck, webhookSecretCheck } from './secrets.check.js';
import { vercelApiCheck, vercelIssuerCheck } from './vercel.check.js';

/** Every check of a configured deployment, in the order in which they are told; what one needs stands before it. */
export const CHECKS: readonly Check[] = [
  databaseCheck,
  roleCheck,
  doorsCheck,
  migrationsCheck,
  clockCheck,
  vercelApiCheck,
  vercelIssuerCheck,
  vercelClockCheck,
  keySetCheck,
  catalogCheck,
  plansCheck,
  webhookSecretCheck,
  encryptionKeysCheck,
  sealedValuesCheck,
  publicUrlCheck,
  postgresDriverCheck,
  httpDriverCheck,
];
