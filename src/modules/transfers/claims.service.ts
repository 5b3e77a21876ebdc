import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Conflict, InvalidInput } from '../../platform/errors/index.js';
import { InstallationRepository } from '../installations/index.js';
import { TransferClaimRepository } from './transfer-claim.repository.js';
import { TransferClaim } from './transfer-claim.entity.js';
import { TransferableResources } from './transferable-resources.js';

const ID_BYTES = 16;

/** What is to go over, and until when somebody may take it. */
interface Promised {
  readonly resourceIds: readonly string[];
  readonly expiresAt: Date;
}

/** Opens claims; every method runs in the caller's unit of work. */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly claims: TransferClaimRepository,
    private readonly installations: InstallationRepository,
    private readonly transferable: TransferableResources,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Gives the id of the claim. `expiresAt` is in milliseconds. */
  async open(installationId: string, resourceIds: readonly string[], expiresAt: number): Promise<string> {
    const id = `claim_${randomBytes(ID_BYTES).toString('base64url')}`;
    await this.installations.lockActiveTerms(installationId);
    await this.add(installationId, id, { resourceIds, expiresAt: this.instant('expiresAt', expiresAt) });
    return id;
  }

  /** As `open`, under an id of Vercel's; the same again is the same claim, until the end that was told last. */
  async openAs(installationId: string, id: string, resourceIds: readonly string[], expiration: number): Promise<void> {
    await this.installations.lockActiveTerms(installationId);
    const promised = { resourceIds, expiresAt: this.instant('expiration', expiration) };
    const known = await this.claims.findAnywhere(id);
    if (known === null) return this.add(installationId, id, promised);
    if (known.installationId !== installationId) throw taken();
    await this.repeat(known, promised);
  }

  private async repeat({ installationId, id }: TransferClaim, promised: Promised): Promise<void> {
    const now = this.clock.now();
    const claim = await this.claims.lock(installationId, id);
    const isSame = claim !== null && isDeepStrictEqual(await this.claims.promisedBy(claim), sorted(promised));
    if (claim === null || !claim.isOpen(now) || !isSame) throw new Conflict('The id of the transfer was used before');
    claim.prolong(promised.expiresAt, now);
    await this.claims.update(claim);
  }

  private async add(installationId: string, id: string, { resourceIds, expiresAt }: Promised): Promise<void> {
    const now = this.clock.now();
    await this.transferable.find(installationId, resourceIds);
    await this.claims.releaseExpired(installationId, now);
    if (await this.claims.existsPromise(installationId, resourceIds))
      throw new Conflict('A resource is already waiting to be transferred', {
        user: { message: 'One of these resources is already waiting to be claimed.' },
      });
    const claim = TransferClaim.open(installationId, id, expiresAt, now);
    if (!(await this.claims.addOnce(claim, resourceIds))) throw taken();
    const details = { resourceIds, expiresAt: claim.expiresAt.toISOString() };
    this.audit.append({ installationId, action: 'transfer.requested', subject: id, details });
  }

  /** Of what is past, or no instant at all, nobody could take anything. */
  private instant(key: string, milliseconds: number): Date {
    if (milliseconds > this.clock.now().getTime()) return new Date(Math.min(milliseconds, 8.64e15));
    throw new InvalidInput([{ key, message: 'must be in the future, in milliseconds' }]);
  }
}

function taken(): Conflict {
  return new Conflict('The id of the transfer is taken');
}

function sorted({ resourceIds }: Promised): readonly string[] {
  return resourceIds.toSorted();
}
