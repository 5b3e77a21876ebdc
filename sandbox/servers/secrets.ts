import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/** What a real set-up gets from Vercel and from its operators; the mark `sandbox-` makes production refuse all of it. */
export interface Secrets {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly slug: string;
  readonly encryptionKeys: string;
  readonly adminKey: string;
  readonly usageKey: string;
}

/** The secrets of a place: those that it was first used with, since what they sealed is in its database, and what has become needed since. */
export function secretsIn(file: string): Secrets {
  const kept = JSON.parse(read(file) ?? '{}') as Partial<Secrets>;
  const secrets = { ...invent(), ...kept };
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

function invent(): Secrets {
  return {
    clientId: 'oac_sandbox',
    clientSecret: `sandbox-${random()}`,
    slug: 'sandbox',
    encryptionKeys: `sandbox-${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64')}`,
    adminKey: `sandbox-${random()}`,
    usageKey: `sandbox-${random()}`,
  };
}

function random(): string {
  return randomBytes(18).toString('base64url');
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
