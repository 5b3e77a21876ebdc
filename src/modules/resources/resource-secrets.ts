import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { WireSecret } from '#libs/vercel-contract';
import {
  bindingOf,
  type Sealed,
  type SealedColumn,
  SealedColumns,
  Sealer,
  Secret,
} from '../../platform/crypto/index.js';
import type { DriverSecret } from './driver.port.js';
import type { ResourceCredential } from './resource-credential.entity.js';
import type { Resource } from './resource.entity.js';

const SEED_BYTES = 32;
const FIRST_VERSION = 1;

const SEED: SealedColumn = {
  table: 'resources',
  column: 'credential_seed',
  keyColumn: 'credential_seed_key_id',
  rowColumns: ['id'],
  tenantColumn: 'installation_id',
};

const SECRETS: SealedColumn = {
  table: 'resource_credentials',
  column: 'secrets',
  keyColumn: 'secrets_key_id',
  rowColumns: ['resource_id', 'version'],
  tenantColumn: 'installation_id',
};

/** Seals what gives access to a resource, each value to its row, and opens it again. */
@Injectable()
export class ResourceSecrets {
  constructor(
    private readonly sealer: Sealer,
    columns: SealedColumns,
  ) {
    columns.declare(SEED);
    columns.declare(SECRETS);
  }

  /** A new seed, from which the driver derives credentials at every attempt. */
  newSeed(): Secret {
    return Secret.of(randomBytes(SEED_BYTES).toString('base64url'));
  }

  sealSeed(installationId: string, id: string, seed: Secret): Sealed {
    return this.sealer.seal(seed, bindingOf(SEED, installationId, [id]));
  }

  /** Null once the resource has been removed. */
  openSeed({ installationId, id, credentialSeed, credentialSeedKeyId }: Resource): Secret | null {
    if (credentialSeed === null || credentialSeedKeyId === null) return null;
    return this.sealer.open(
      { data: credentialSeed, keyId: credentialSeedKeyId },
      bindingOf(SEED, installationId, [id]),
    );
  }

  sealSecrets(installationId: string, id: string, secrets: readonly DriverSecret[]): Sealed {
    const plain = secrets.map((secret) => ({ name: secret.name, value: secret.value.reveal() }));
    const binding = bindingOf(SECRETS, installationId, [id, String(FIRST_VERSION)]);
    return this.sealer.seal(Secret.of(JSON.stringify(plain)), binding);
  }

  openSecrets(credential: ResourceCredential): readonly DriverSecret[] {
    const binding = bindingOf(SECRETS, credential.installationId, [credential.resourceId, String(credential.version)]);
    const text = this.sealer.open({ data: credential.secrets, keyId: credential.secretsKeyId }, binding).reveal();
    return (JSON.parse(text) as WireSecret[]).map(({ name, value }) => ({ name, value: Secret.of(value) }));
  }
}
