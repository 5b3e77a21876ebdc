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

/** The version that comes with provisioning. */
export const FIRST_VERSION = 1;

const SEED: SealedColumn = {
  table: 'resources',
  column: 'credential_seed',
  keyColumn: 'credential_seed_key_id',
  rowColumns: ['id'],
  tenantColumn: 'installation_id',
  resourceColumn: 'id',
};

const SECRETS: SealedColumn = {
  table: 'resource_credentials',
  column: 'secrets',
  keyColumn: 'secrets_key_id',
  rowColumns: ['resource_id', 'version'],
  tenantColumn: 'installation_id',
  resourceColumn: 'resource_id',
};

const VERSION_SEED: SealedColumn = {
  table: 'resource_credentials',
  column: 'seed',
  keyColumn: 'seed_key_id',
  rowColumns: ['resource_id', 'version'],
  tenantColumn: 'installation_id',
  resourceColumn: 'resource_id',
};

/** Secrets in the clear, as an answer carries them. */
export function revealed(secrets: readonly DriverSecret[]): WireSecret[] {
  return secrets.map(({ name, value }) => ({ name, value: value.reveal() }));
}

/** Seals what gives access to a resource, each value to its row, and opens it again. */
@Injectable()
export class ResourceSecrets {
  constructor(
    private readonly sealer: Sealer,
    columns: SealedColumns,
  ) {
    columns.declare(SEED);
    columns.declare(SECRETS);
    columns.declare(VERSION_SEED);
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

  /** The seed of a version that a rotation makes. */
  sealVersionSeed(installationId: string, id: string, version: number, seed: Secret): Sealed {
    return this.sealer.seal(seed, bindingOf(VERSION_SEED, installationId, [id, String(version)]));
  }

  /** Null of version 1, whose seed is the resource's, and once the version has been revoked. */
  openVersionSeed({ installationId, resourceId, version, seed, seedKeyId }: ResourceCredential): Secret | null {
    if (seed === null || seedKeyId === null) return null;
    const binding = bindingOf(VERSION_SEED, installationId, [resourceId, String(version)]);
    return this.sealer.open({ data: seed, keyId: seedKeyId }, binding);
  }

  sealSecrets(installationId: string, id: string, version: number, secrets: readonly DriverSecret[]): Sealed {
    const binding = bindingOf(SECRETS, installationId, [id, String(version)]);
    return this.sealer.seal(Secret.of(JSON.stringify(revealed(secrets))), binding);
  }

  /** None of a version that has not been made, or has been revoked. */
  openSecrets(credential: ResourceCredential): readonly DriverSecret[] {
    const { installationId, resourceId, version, secrets, secretsKeyId } = credential;
    if (secrets === null || secretsKeyId === null) return [];
    const binding = bindingOf(SECRETS, installationId, [resourceId, String(version)]);
    const text = this.sealer.open({ data: secrets, keyId: secretsKeyId }, binding).reveal();
    return (JSON.parse(text) as WireSecret[]).map(({ name, value }) => ({ name, value: Secret.of(value) }));
  }
}
