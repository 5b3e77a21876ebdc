import { Injectable, Logger } from '@nestjs/common';
import { type BillingData, type Failure, type InstallationAccess, type Outcome, VercelApi } from '#libs/vercel-api';
import type { PrepaymentBalance } from '#libs/vercel-contract';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { backOffMs, type Line, VercelLine } from '../../installations/index.js';
import type { Claim } from './claim.js';

/** What there is to tell of one installation; null: nothing of that kind. */
export interface Message {
  readonly claim: Claim;
  readonly data: BillingData | null;
  readonly balances: readonly PrepaymentBalance[] | null;
}

/** Whether the interim data have been taken, and what stands in the way of the rest: `refused` for good, else until when. */
export type Heard =
  | { readonly kind: 'told' }
  | { readonly kind: 'closed' }
  | {
      readonly kind: 'failed';
      readonly hasData: boolean;
      readonly error: string;
      readonly notBefore: Date | 'refused';
    };

type Open = Extract<Line, { kind: 'open' }>;

const DONE: Outcome<void> = { kind: 'done', value: undefined };
/** The worst first. */
const KINDS = ['installation-gone', 'installation-disabled', 'unknown-outcome', 'retry', 'final'] as const;

/** The calls about the money of installations, outside any transaction. */
@Injectable()
export class PushCalls {
  private readonly logger = new Logger(PushCalls.name);

  constructor(
    private readonly api: VercelApi,
    private readonly line: VercelLine,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Tells data and balances, if the installation can be reached; whatever goes wrong with one is no matter of the others. */
  async tell(message: Message): Promise<Heard> {
    const { installationId, attempts } = message.claim;
    try {
      return await this.tellNow(message);
    } catch (error) {
      this.logger.error('Vercel cannot be told what an installation owes', { err: error, installationId });
      const name = error instanceof Error ? error.name : 'unknown';
      return {
        kind: 'failed',
        hasData: false,
        error: name,
        notBefore: this.clock.inSeconds(backOffMs(attempts) / 1_000),
      };
    }
  }

  private async tellNow(message: Message): Promise<Heard> {
    const line = await this.open(message.claim);
    if (line.kind === 'closed') return { kind: 'closed' };
    if (line.kind === 'parked') return { kind: 'failed', hasData: false, error: 'parked', notBefore: line.until };
    const outcomes = await this.send(message, line.access);
    return this.hear(message.claim, line, outcomes);
  }

  /** Only of one that is parked, and may be tried again, the line has to be asked for in the database. */
  private async open({ installationId, line: json }: Claim): Promise<Line> {
    const line = this.line.readForMoney(installationId, json);
    if (line.kind !== 'parked' || line.until > this.clock.now()) return line;
    return this.unitOfWork.run(() => this.line.openForMoney(installationId));
  }

  private send(
    { claim, data, balances }: Message,
    access: InstallationAccess,
  ): Promise<readonly [Outcome<void>, Outcome<void>]> {
    const told = balances === null ? null : { timestamp: claim.claimed, balances };
    return Promise.all([
      data === null ? DONE : this.api.billing.submitData(access, data),
      told === null ? DONE : this.api.billing.submitBalances(access, told),
    ]);
  }

  private async hear(
    { installationId, attempts }: Claim,
    { trial }: Open,
    outcomes: readonly [Outcome<void>, Outcome<void>],
  ): Promise<Heard> {
    const failure = worstOf(outcomes);
    if (trial === 'trial') await this.unitOfWork.run(() => this.line.heard(installationId, failure ?? DONE));
    if (failure === null) return { kind: 'told' };
    const notBefore = await this.outlook(installationId, attempts, failure);
    const error = `${failure.code}: ${failure.message}`;
    return { kind: 'failed', hasData: outcomes[0].kind === 'done', error, notBefore };
  }

  private async outlook(installationId: string, attempts: number, failure: Failure): Promise<Date | 'refused'> {
    if (failure.kind === 'final') return 'refused';
    if (failure.kind === 'installation-disabled' || failure.kind === 'installation-gone')
      return this.unitOfWork.run(() => this.line.park(installationId, failure));
    return this.clock.inSeconds((failure.afterMs ?? backOffMs(attempts)) / 1_000);
  }
}

function worstOf(outcomes: readonly Outcome<void>[]): Failure | null {
  const failures = outcomes.filter((outcome) => outcome.kind !== 'done');
  return failures.toSorted((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind))[0] ?? null;
}
