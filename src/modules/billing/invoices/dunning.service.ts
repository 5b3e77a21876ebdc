import { Injectable } from '@nestjs/common';
import { amountOf } from '#libs/money';
import { Settings } from '../../../platform/config/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { ssoLink } from '../../../platform/http/index.js';
import { InstallationRepository } from '../../installations/index.js';
import { Notifications } from '../../notifications/index.js';
import { Suspensions } from '../../resources/index.js';
import type { Invoice } from './invoice.entity.js';
import { InvoiceRepository } from './invoice.repository.js';

const CAUSE = 'billing';
const FAILED = 'payment-failed';
const OVERDUE = 'payment-overdue';

/** What customers hear of invoices that they have not paid, and what they lose until they have. */
@Injectable()
export class Dunning {
  constructor(
    private readonly invoices: InvoiceRepository,
    private readonly installations: InstallationRepository,
    private readonly suspensions: Suspensions,
    private readonly notifications: Notifications,
    private readonly settings: Settings,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Brings an installation in line with its unpaid invoices: a failed payment is told, an overdue one takes everything out of use until
   * no other is left. Of one that leaves, nothing: its money is settled.
   */
  async reconsider(installationId: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const installation = await this.installations.lock(installationId);
      if (!installation?.isActive) return;
      const unpaid = await this.invoices.findUnpaid(installationId);
      const of = (wanted: Invoice['state']): readonly Invoice[] => unpaid.filter(({ state }) => state === wanted);
      await this.warn(installationId, of('notpaid'));
      await this.shut(installationId, of('overdue'));
    });
  }

  private async warn(installationId: string, failed: readonly Invoice[]): Promise<void> {
    const subject = { installationId };
    if (failed.length === 0) return this.notifications.clear(subject, FAILED);
    const message = `${sumOf(failed)} could not be collected. It is tried again; please see to it that it can be paid.`;
    const said = { level: 'warn', title: 'Payment failed', message, href: this.link } as const;
    await this.notifications.set(subject, said, FAILED);
  }

  private async shut(installationId: string, overdue: readonly Invoice[]): Promise<void> {
    const subject = { installationId };
    if (overdue.length === 0) {
      await this.suspensions.resume(installationId, { cause: CAUSE, message: 'Nothing is overdue any more' });
      return this.notifications.clear(subject, OVERDUE);
    }
    const message = `${sumOf(overdue)} is overdue. Everything can be used again as soon as it is paid.`;
    await this.suspensions.suspend(installationId, { cause: CAUSE, message });
    const said = { level: 'error', title: 'Payment overdue', message, href: this.link } as const;
    await this.notifications.set(subject, said, OVERDUE);
  }

  /** Into the dashboard, upon which Vercel signs the customer in. */
  private get link(): string {
    return ssoLink(new URL(`${this.settings.http.publicUrl}/dashboard`));
  }
}

/** What was paid back of them is not asked for. */
function sumOf(invoices: readonly Invoice[]): string {
  return `$${amountOf(invoices.reduce((sum, { totalCents, refundedCents }) => sum + totalCents - refundedCents, 0))}`;
}
