import { Conflict, NotFound, Unprocessable } from '../../platform/errors/index.js';
import type { Installation } from '../installations/index.js';
import type { TransferClaim } from './transfer-claim.entity.js';

/** @throws NotFound, or Conflict when nobody can take it any more, or not this target */
export function assertOpenTo(claim: TransferClaim | null, target: string, now: Date): asserts claim is TransferClaim {
  if (claim === null) throw new NotFound('Transfer');
  if (claim.installationId === target) throw refusal('The resources belong to this installation already');
  if (claim.isAccepted) throw refusal('The transfer is complete', 'These resources have already been claimed.');
  if (!claim.isOpen(now)) throw refusal('The transfer has expired', 'The time to claim these resources is over.');
}

/** Of a source that leaves, the resources leave, too. */
export function assertStays(source: Installation | null): asserts source is Installation {
  if (source?.isActive === true) return;
  throw new Unprocessable('The resources are being removed', {
    user: { message: 'These resources no longer exist.' },
  });
}

/** What stands still takes nothing over, as it buys nothing. */
export function assertInUse({ suspendedAt }: Installation): void {
  if (suspendedAt !== null)
    throw refusal('The installation is suspended', 'Nothing can be claimed as long as the installation is suspended.');
}

function refusal(message: string, toTheCustomer?: string): Conflict {
  return new Conflict(message, toTheCustomer === undefined ? {} : { user: { message: toTheCustomer } });
}
