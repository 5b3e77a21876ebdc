import { Injectable } from '@nestjs/common';
import type { WireSecret } from '#libs/vercel-contract';
import { Audit } from '../../platform/audit/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Conflict } from '../../platform/errors/index.js';
import { CredentialRepository } from './credential.repository.js';
import { ResourceSecrets, revealed } from './resource-secrets.js';
import { ResourceRepository } from './resource.repository.js';

/** Which secrets of a resource stand, without the secrets. */
export interface SecretsStanding {
  /** Null as long as none were told. */
  readonly current: { readonly version: number; readonly since: Date } | null;
  /** Whether new ones are being made, or told to Vercel. */
  readonly isBeingReplaced: boolean;
  /** Older ones that still work; `until` null: until Vercel has acknowledged the new ones. */
  readonly retiring: readonly { readonly version: number; readonly until: Date | null }[];
}

/** Shows customers the secrets of their resources. */
@Injectable()
export class SecretsDesk {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly credentials: CredentialRepository,
    private readonly secrets: ResourceSecrets,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  async standing(installationId: string, id: string): Promise<SecretsStanding> {
    const standing = await this.credentials.findStanding(installationId, id);
    const current = standing.find(({ state }) => state === 'current');
    return {
      current: current === undefined ? null : { version: current.version, since: current.createdAt },
      isBeingReplaced: standing.some((one) => one.state === 'placed' || one.awaitsAcknowledgement),
      retiring: standing
        .filter(({ state, isTold }) => state === 'retiring' && isTold)
        .map(({ version, revokeAt }) => ({ version, until: revokeAt })),
    };
  }

  /** The present secrets in the clear; that they were shown, and to whom, is on record before. @throws Conflict when there are none */
  async reveal(installationId: string, id: string): Promise<readonly WireSecret[]> {
    return this.unitOfWork.run(async () => {
      const credential = await this.resources.findCredential(installationId, id);
      if (credential === null) throw new Conflict('The resource has no secrets yet');
      const details = { version: String(credential.version) };
      this.audit.append({ installationId, action: 'resource.secrets-shown', subject: id, details });
      return revealed(this.secrets.openSecrets(credential));
    });
  }
}
