import type { FaultList } from '../faults/fault-list.js';
import type { VercelRecord } from '../record/vercel-record.js';
import type { SimulatorClock } from '../simulator-clock.js';
import type { Team } from '../team/team.js';
import type { BadToken } from '../tokens/bad-tokens.js';
import type { TokenFactory } from '../tokens/token-factory.js';
import type { WebhookSender } from '../webhooks/webhook-sender.js';

/** What of a simulated Vercel can be moved from outside. */
export interface ControlledVercel {
  readonly url: string;
  readonly issuer: string;
  readonly clock: SimulatorClock;
  readonly faults: FaultList;
  readonly record: VercelRecord;
  readonly tokens: TokenFactory;
  readonly webhooks: WebhookSender;
  team(name: string): Team;
  usePartner(url: string): void;
  rotateKeys(options: { readonly keepOldForSeconds?: number }): void;
  badTokens(installationId?: string): Iterable<BadToken>;
}
