import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InstallationsModule } from '../../installations/index.js';
import { NotificationsModule } from '../../notifications/index.js';
import { ResourcesModule } from '../../resources/index.js';
import { InterimModule } from '../interim/index.js';
import { InterimFirst } from './interim-first.service.js';
import { InvoiceAccount } from './invoice-account.entity.js';
import { InvoiceDesk } from './invoice-desk.service.js';
import { InvoiceMetrics } from './invoice-metrics.js';
import { InvoiceNews } from './invoice-news.service.js';
import { InvoiceProgress } from './invoice-progress.service.js';
import { InvoiceReading } from './invoice-reading.service.js';
import { InvoiceReconciliation } from './invoice-reconciliation.service.js';
import { InvoiceSteps } from './invoice-steps.service.js';
import { InvoiceSubmission } from './invoice-submission.service.js';
import { Invoice } from './invoice.entity.js';
import { InvoiceRepository } from './invoice.repository.js';
import { InvoicesListener } from './invoices.listener.js';
import { Invoices } from './invoices.service.js';
import { LastInvoices } from './last-invoices.service.js';
import { AdvanceInvoice } from './jobs/advance-invoice.job.js';
import { FindDueInvoices } from './jobs/find-due-invoices.job.js';
import { RefundRequests } from './refund-requests.service.js';
import { Refund } from './refund.entity.js';
import { RefundRepository } from './refund.repository.js';
import { Refunds } from './refunds.service.js';
import { Destruction } from './destruction.service.js';
import { DunningReconciliation } from './dunning-reconciliation.js';
import { Dunning } from './dunning.service.js';
import { DestroyUnpaid } from './jobs/destroy-unpaid.job.js';
import { Dun } from './jobs/dun.job.js';
import { FindLongUnpaid } from './jobs/find-long-unpaid.job.js';
import { StillOverdue } from './still-overdue.service.js';
import { VercelInvoicesListener } from './vercel-invoices.listener.js';

const REFUNDS = [RefundRepository, RefundRequests, Refunds];

const DUNNING = [Dunning, Dun, Destruction, StillOverdue, DestroyUnpaid, FindLongUnpaid];

const DELIVERY = [
  InterimFirst,
  InvoiceProgress,
  InvoiceSteps,
  InvoiceSubmission,
  InvoiceReading,
  InvoiceReconciliation,
  DunningReconciliation,
  InvoiceNews,
  AdvanceInvoice,
  FindDueInvoices,
  VercelInvoicesListener,
  LastInvoices,
];

/** Invoices, from the moment that they are written down until they are settled. */
@Module({
  imports: [
    InstallationsModule,
    InterimModule,
    NotificationsModule,
    ResourcesModule,
    TypeOrmModule.forFeature([Invoice, InvoiceAccount, Refund]),
  ],
  providers: [
    InvoiceRepository,
    Invoices,
    InvoiceDesk,
    InvoiceMetrics,
    InvoicesListener,
    ...DELIVERY,
    ...REFUNDS,
    ...DUNNING,
  ],
  exports: [InvoiceDesk, InvoiceRepository, Invoices, LastInvoices, RefundRepository, Refunds],
})
export class InvoicesModule {}
