import { InstallationToken } from '../../modules/installations/index.js';
import { SealBroken, SealedColumns, Sealer, UnknownSealingKey } from '../../platform/crypto/index.js';
import { type Check, failed, ok, type Verdict, warning } from './check.js';
import { rowsOf, type Scene } from './scene.js';

const EXAMPLE = /^(example|sandbox|change-?me|placeholder)([-_:,]|$)/i;
const SHORTEST = 16;
const LEAST_DISTINCT_BYTES = 16;
const MAKE_A_KEY = `Make one: node -p "'k2:' + crypto.randomBytes(32).toString('base64')"; put it first, then npm run keys:rotate.`;

/** The newest and the oldest: if a key is missing, it is that of the oldest. */
const SEALED = `/* every tenant: one sealed value of any of them */
  (SELECT id, access_token AS data, access_token_key_id AS "keyId" FROM installations
    WHERE access_token IS NOT NULL ORDER BY created_at LIMIT 1)
  UNION ALL
  (SELECT id, access_token, access_token_key_id FROM installations
    WHERE access_token IS NOT NULL ORDER BY created_at DESC LIMIT 1)`;

/** Whether webhooks and single sign-on have a secret of their own. */
export const webhookSecretCheck: Check = { name: 'webhook secret', look: lookAtClientSecrets };

/** Whether the encryption keys are random, and those that the database was sealed with. */
export const encryptionKeysCheck: Check = { name: 'encryption keys', look: lookAtKey };

/** Whether a value that was sealed opens. */
export const sealedValuesCheck: Check = { name: 'sealed values', needs: 'migrations', look: openOne };

function lookAtClientSecrets({ settings }: Scene): Verdict {
  const secrets = settings.integration.clientSecrets.map((secret) => secret.reveal());
  const mend = "Put the client secret of the integration's console into INTEGRATION_CLIENT_SECRET.";
  if (secrets.some((secret) => EXAMPLE.test(secret))) return warning('is an example', mend);
  if (secrets.some((secret) => secret.length < SHORTEST)) return warning('is shorter than Vercel makes them', mend);
  if (secrets.length === 1) return ok('one is set');
  return warning(
    `${secrets.length} are accepted, as during a rotation`,
    'When the newest one is in use at Vercel, take the others off INTEGRATION_CLIENT_SECRET.',
  );
}

function lookAtKey({ settings: { keyRing } }: Scene): Verdict {
  const key = keyRing.keyOf(keyRing.currentKeyId).export();
  const isWeak = /^[\x20-\x7e]+$/.test(key.toString('latin1')) || new Set(key).size < LEAST_DISTINCT_BYTES;
  const seen = `${keyRing.currentKeyId} seals`;
  return isWeak ? warning(`${seen}, and is not made of random bytes`, MAKE_A_KEY) : ok(seen);
}

async function openOne({ settings, databaseUrl }: Scene): Promise<Verdict> {
  const rows = await rowsOf<{ id: string; data: Buffer; keyId: string }>(databaseUrl, SEALED);
  if (rows.length === 0) return { outcome: 'not checked', seen: 'nothing has been sealed yet', advice: '' };
  const token = new InstallationToken(new Sealer(settings.keyRing), new SealedColumns());
  try {
    for (const { id, ...sealed } of rows) token.open(id, sealed);
    return ok('the oldest and the newest of them open');
  } catch (error) {
    if (!(error instanceof UnknownSealingKey || error instanceof SealBroken)) throw error;
    return failed(
      `one does not open: ${error.message}`,
      'Add the key that it was sealed with to the end of ENCRYPTION_KEYS; without it the value is lost.',
    );
  }
}
