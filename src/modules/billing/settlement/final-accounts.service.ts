import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { Unavailable } from '../../../platform/errors/index.js';
import { type OpenMoney, VercelLine } from '../../installations/index.js';
import { FinalInvoice } from '../closing/index.js';
import { InterimData } from '../interim/index.js';
import { LastInvoices } from '../invoices/index.js';
import { FinalUsage } from './final-usage.js';
import type { Leaving } from './leaving.js';

/** What Vercel will never hear of. */
export interface Lost {
  /** Invoices that it will never get. */
  readonly unsent: number;
  /** Whether what is owed could not even be written down. */
  readonly isUnknown: boolean;
}

/** So long the last interim data are tried for: customers are only shown them, so invoices do not wait for ever. */
const INTERIM_MS = 3_600_000;

/** Everything that Vercel is to be told of a customer's money before the end, in its order; again from the start after a crash. */
@Injectable()
export class FinalAccounts {
  private readonly logger = new Logger(FinalAccounts.name);

  constructor(
    private readonly usage: FinalUsage,
    private readonly interim: InterimData,
    private readonly bill: FinalInvoice,
    private readonly invoices: LastInvoices,
    private readonly line: VercelLine,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** What is still missing; null once all has been told, upon which the line is closed. Outside any transaction. */
  async draw(leaving: Leaving): Promise<OpenMoney | null> {
    const { installationId } = leaving;
    const unread = await this.usage.countUnread(leaving);
    if (unread > 0) return { what: 'a product to tell what was used last', lookAgainSeconds: 60 };
    const seconds = await this.usage.secondsToAwait(leaving);
    if (seconds > 0) return { what: 'usage from before the request', lookAgainSeconds: seconds };
    if (!(await this.hasInterim(leaving))) return { what: 'Vercel to take interim data', lookAgainSeconds: 60 };
    await this.bill.prepare(installationId);
    const unsent = await this.invoices.send(installationId);
    if (unsent > 0) return { what: 'Vercel to take an invoice', lookAgainSeconds: 15 };
    const refused = await this.invoices.countRefused(installationId);
    if (refused > 0) return { what: 'an operator to look at an invoice that Vercel refuses', lookAgainSeconds: 60 };
    const unknown = await this.invoices.copy(installationId);
    if (unknown > 0) return { what: 'Vercel to say what has become of an invoice', lookAgainSeconds: 15 };
    await this.unitOfWork.run(() => this.line.closeForMoney(installationId));
    return null;
  }

  /** Whether nothing is owed and nothing to be told, without waiting for anything; less than half a dollar is written off by that. In a unit of work. */
  async areEmpty(installationId: string): Promise<boolean> {
    if (await this.usage.hasPart(installationId, this.clock.now())) return false;
    if ((await this.invoices.countOpen(installationId)) > 0) return false;
    const bill = await this.bill.prepare(installationId);
    return bill !== null && bill.invoicedCents === 0 && (await this.invoices.countOpen(installationId)) === 0;
  }

  /** It is too late: what is owed is written down all the same if that can be done, and what is lost is told. */
  async closeUnsent(installationId: string): Promise<Lost> {
    await this.unitOfWork.run(() => this.line.closeForMoney(installationId));
    const isUnknown = !(await this.isPrepared(installationId));
    return { unsent: await this.invoices.countUnsent(installationId), isUnknown };
  }

  /** Whoever cannot be charged goes all the same: nobody can mend it in time any more. */
  private async isPrepared(installationId: string): Promise<boolean> {
    try {
      await this.bill.prepare(installationId);
      return true;
    } catch (error) {
      this.logger.error('What a customer who has left owes cannot be told', { err: error, installationId });
      return false;
    }
  }

  private async hasInterim({ installationId, askedAt }: Leaving): Promise<boolean> {
    try {
      if (await this.interim.bringUpToDate(installationId)) return true;
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
    }
    return this.clock.now().getTime() - askedAt.getTime() > INTERIM_MS;
  }
}
