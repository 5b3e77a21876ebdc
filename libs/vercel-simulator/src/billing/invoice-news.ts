import type { Background } from '../background.js';
import type { WebhookSender } from '../webhooks/webhook-sender.js';
import type { HeldInvoice } from './held-invoice.js';
import type { InvoiceEvent } from './invoice-life.js';

/** Tells the provider what becomes of invoices, one webhook after the other. */
export class InvoiceNews {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly webhooks: WebhookSender,
    private readonly background: Background,
  ) {}

  /** Sends `marketplace.invoice.…`; the event happened at its own time, whenever the clock came to it. */
  tell(event: InvoiceEvent, invoice: HeldInvoice, at: Date): void {
    const payload = payloadOf(event, invoice);
    const send = (): Promise<unknown> => this.webhooks.send(`marketplace.invoice.${event}`, payload, { createdAt: at });
    this.background.start(() => {
      this.last = this.last.then(send, send);
      return this.last;
    });
  }
}

function payloadOf(event: InvoiceEvent, invoice: HeldInvoice): object {
  const { installationId, invoiceId, externalId = null, period, invoiceDate, total, refunds } = invoice;
  const common = {
    configuration: { id: installationId },
    installationId,
    invoiceId,
    externalInvoiceId: externalId,
    period: { start: period.start.toISOString(), end: period.end.toISOString() },
  };
  if (event !== 'refunded') return { ...common, invoiceDate: invoiceDate.toISOString(), invoiceTotal: total };
  const { amount, reason } = refunds.at(-1) ?? { amount: total, reason: '' };
  return { ...common, amount, reason };
}
