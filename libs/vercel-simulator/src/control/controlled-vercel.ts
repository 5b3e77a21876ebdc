import type { FaultList } from '../faults/fault-list.js';
import type { ProductCard } from '../options.js';
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
  readonly integration: { readonly clientId: string; readonly slug: string };
  /** The provider's base URL, when it is known. */
  readonly partnerUrl: string | undefined;
  /** What the integration sells, as far as it was told. */
  readonly products: readonly ProductCard[];
  teams(): readonly Team[];
  team(name: string): Team;
  /** Moves the clock, the provider's first. */
  moveClock(duration: string): Promise<void>;
  usePartner(url: string): void;
  rotateKeys(options: { readonly keepOldForSeconds?: number }): void;
  badTokens(installationId?: string): Iterable<BadToken>;
}
