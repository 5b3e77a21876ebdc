import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvoiceAccount } from './invoice-account.entity.js';
import { Invoice } from './invoice.entity.js';
import { InvoiceRepository } from './invoice.repository.js';
import { InvoicesListener } from './invoices.listener.js';
import { Invoices } from './invoices.service.js';

/** Invoices, from the moment that they are written down. */
@Module({
  imports: [TypeOrmModule.forFeature([Invoice, InvoiceAccount])],
  providers: [InvoiceRepository, Invoices, InvoicesListener],
  exports: [Invoices],
})
export class InvoicesModule {}
