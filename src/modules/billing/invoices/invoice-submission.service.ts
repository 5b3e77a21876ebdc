import { Injectable } from '@nestjs/common';
import type { Final, InvoiceSubmission as Submission, SubmittedInvoice } from '#libs/vercel-api';
import { Audit } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { toSend } from '../statements/index.js';
import type { InvoiceStep, Verdict } from './invoice-step.js';
import type { Invoice } from './invoice.entity.js';

const IS_THERE = 409;
const NOT_VALID = 400;
const DAY_MS = 86_400_000;

/** Sends invoices: again under the same external id until Vercel says that it has it. */
@Injectable()
export class InvoiceSubmission {
  constructor(
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  step(invoice: Invoice): InvoiceStep<SubmittedInvoice> {
    return {
      call: (api, access) => api.invoices.submit(access, asSent(invoice)),
      done: (current, answer) => this.done(current, answer),
      refused: (current, refusal) => this.refused(current, refusal),
    };
  }

  private async done(invoice: Invoice, { invoiceId, validationErrors }: SubmittedInvoice): Promise<Verdict> {
    if (invoiceId === undefined) return this.park(invoice, `Vercel finds faults: ${validationErrors.join('; ')}`);
    return this.accept(invoice, invoiceId);
  }

  /** Its id is not told then; `marketplace.invoice.created` will. */
  private async refused(invoice: Invoice, { status, code, message }: Final): Promise<Verdict> {
    if (status === IS_THERE) return this.accept(invoice, null);
    if (status === NOT_VALID && this.isOfPresentSale(invoice)) return 'later';
    return this.park(invoice, `Vercel refuses it: ${code}: ${message}`);
  }

  /** Vercel may not have heard yet that the plan has begun: the answer to its purchase can have been lost, and it asks again in its own time. */
  private isOfPresentSale({ kind, createdAt }: Invoice): boolean {
    return kind === 'signup' && this.clock.now().getTime() - createdAt.getTime() < DAY_MS;
  }

  private accept(invoice: Invoice, vercelId: string | null): Verdict {
    invoice.accept(vercelId, this.clock.now());
    this.tell(invoice, 'invoice.sent', { vercelId });
    return 'fine';
  }

  /** A webhook may have said meanwhile that Vercel has it. */
  private park(invoice: Invoice, problem: string): Verdict {
    if (invoice.isAtVercel) return 'fine';
    invoice.park(problem, this.clock.now());
    this.tell(invoice, 'invoice.parked', { problem });
    return { refused: problem };
  }

  private tell(
    { installationId, id: subject }: Invoice,
    action: string,
    details: Readonly<Record<string, unknown>>,
  ): void {
    this.audit.append({ installationId, action, subject, details });
  }
}

/** What Vercel is sent: always the same for the same row. */
function asSent(invoice: Invoice): Submission {
  const {
    externalId,
    invoiceDate,
    periodStart: start,
    periodEnd: end,
    items,
    discounts,
    memo,
    isFinal,
    isTest,
  } = invoice;
  return {
    externalId,
    invoiceDate,
    period: { start, end },
    items: items.map((item) => toSend(item)),
    ...(discounts.length === 0 ? {} : { discounts: discounts.map((discount) => toSend(discount)) }),
    ...(memo === null ? {} : { memo }),
    ...(isFinal ? { final: true } : {}),
    ...(isTest ? { test: { validate: true, result: 'paid' } } : {}),
  };
}
