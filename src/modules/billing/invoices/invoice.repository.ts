import { Injectable } from '@nestjs/common';
import { type FindOptionsWhere, In, Not } from 'typeorm';
import { Sql, UnitOfWork } from '../../../platform/database/index.js';
import { NotFound } from '../../../platform/errors/index.js';
import { InvoiceAccount } from './invoice-account.entity.js';
import type { AccountShare, Invoiced } from './invoice-draft.js';
import type { InvoiceStanding } from './invoice-standing.js';
import { Invoice } from './invoice.entity.js';
import { KEPT_FROM_CUSTOMERS, SETTLED_STANDINGS } from './invoice-standing.js';
import { DELETE_SOME_INVOICES, SUM_ACCOUNTS, TAKE_DUE_INVOICES, TAKE_LONG_UNPAID } from './invoice.sql.js';

/** Which invoices are meant; null stands for all. */
export interface InvoiceFilter {
  readonly installationId: string | null;
  readonly state: InvoiceStanding | null;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Invoices, by their installation. */
@Injectable()
export class InvoiceRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  /** False when there is one of that external id. */
  async addOnce(invoice: Invoice, shares: readonly AccountShare[]): Promise<boolean> {
    const insert = this.unitOfWork.manager.createQueryBuilder().insert().into(Invoice).values(invoice);
    const { raw } = await insert.orIgnore().returning('id').execute();
    if ((raw as readonly unknown[]).length === 0) return false;
    const { installationId, id: invoiceId, externalId, kind } = invoice;
    const accounts = shares.map(({ resourceId, planId, periodStart, cents, nature }) => ({
      installationId,
      invoiceId,
      kind,
      resourceId: resourceId ?? '',
      planId,
      periodStart,
      adjustedBy: nature === 'first' ? '' : externalId,
      cents,
    }));
    if (accounts.length > 0) await this.unitOfWork.manager.insert(InvoiceAccount, accounts);
    return true;
  }

  find(installationId: string, id: string): Promise<Invoice | null> {
    return this.unitOfWork.manager.findOneBy(Invoice, { installationId, id });
  }

  /** Those that something may still become of, in the order in which they are to be sent: the final one last. */
  findUnsettled(installationId: string): Promise<Invoice[]> {
    const where = { installationId, state: Not(In([...SETTLED_STANDINGS])) };
    return this.unitOfWork.manager.find(Invoice, { where, order: { isFinal: 'ASC', createdAt: 'ASC', id: 'ASC' } });
  }

  /** Whether others than the final one have still to be sent: Vercel takes none after it. */
  existsUnsent(installationId: string): Promise<boolean> {
    return this.unitOfWork.manager.existsBy(Invoice, { installationId, state: 'prepared', isFinal: false });
  }

  lock(installationId: string, id: string): Promise<Invoice | null> {
    return this.lockWhere({ installationId, id });
  }

  /** Operators know nothing but the id. @throws NotFound */
  async getOfAnyone(id: string): Promise<Invoice> {
    const all = this.unitOfWork.manager.createQueryBuilder(Invoice, 'i').comment('every tenant: operators name one');
    const invoice = UUID.test(id) ? await all.where('i.id = :id', { id }).getOne() : null;
    if (invoice === null) throw new NotFound('Invoice');
    return invoice;
  }

  /** The same, locked. @throws NotFound */
  async lockOfAnyone(id: string): Promise<Invoice> {
    const { installationId } = await this.getOfAnyone(id);
    const invoice = await this.lock(installationId, id);
    if (invoice === null) throw new NotFound('Invoice');
    return invoice;
  }

  /** By the ids that a webhook has: Vercel's, or ours where Vercel's has not been heard of yet. */
  async lockNamed(installationId: string, vercelId: string, externalId: string | null): Promise<Invoice | null> {
    const known = await this.lockWhere({ installationId, vercelId });
    return known ?? (externalId === null ? null : this.lockWhere({ installationId, externalId }));
  }

  /** Where it stands; what it says never changes. */
  async update(invoice: Invoice): Promise<void> {
    const { installationId, id, state, stateSince, problem, vercelId, failedAt, paidAt, refundedCents } = invoice;
    const { dueAt, busyUntil, notBefore, attempts, destroyAt } = invoice;
    const standing = { state, stateSince, problem, vercelId, failedAt: [...failedAt], paidAt, refundedCents };
    const next = { dueAt, busyUntil, notBefore, attempts, destroyAt };
    await this.unitOfWork.manager.update(Invoice, { installationId, id }, { ...standing, ...next });
  }

  /** Takes at most `limit` of all tenants that are due, and puts their next look off. */
  takeDue(now: Date, next: Date, limit: number): Promise<{ installationId: string; id: string }[]> {
    return this.sql.rows({ ...TAKE_DUE_INVOICES, values: [now, next, limit] });
  }

  getByExternalId(installationId: string, externalId: string): Promise<Invoice> {
    return this.unitOfWork.manager.findOneByOrFail(Invoice, { installationId, externalId });
  }

  /** What stands on invoices for the periods that begin then, by resource, plan and period. */
  async sumAccounts(installationId: string, periodStarts: readonly Date[]): Promise<readonly Invoiced[]> {
    const values = [installationId, periodStarts.map((start) => start.toISOString())];
    const rows = await this.sql.rows<Omit<Invoiced, 'cents'> & { readonly cents: string }>({ ...SUM_ACCOUNTS, values });
    return rows.map((row) => ({ ...row, cents: Number(row.cents) }));
  }

  /** Those of an installation that Vercel has tried to collect in vain, the oldest first. */
  findUnpaid(installationId: string): Promise<Invoice[]> {
    const where = { installationId, state: In(['notpaid', 'overdue']) };
    return this.unitOfWork.manager.find(Invoice, { where, order: { createdAt: 'ASC' } });
  }

  /** Takes at most `limit` of all tenants whose time to be paid is over, and puts their next look off. */
  takeLongUnpaid(now: Date, next: Date, limit: number): Promise<{ installationId: string; id: string }[]> {
    return this.sql.rows({ ...TAKE_LONG_UNPAID, values: [now, next, limit] });
  }

  /** What stands on one. */
  findAccounts({ installationId, id: invoiceId }: Invoice): Promise<InvoiceAccount[]> {
    const order = { periodStart: 'ASC', resourceId: 'ASC', planId: 'ASC' } as const;
    return this.unitOfWork.manager.find(InvoiceAccount, { where: { installationId, invoiceId }, order });
  }

  async deleteAccounts({ installationId, id: invoiceId }: Invoice): Promise<void> {
    await this.unitOfWork.manager.delete(InvoiceAccount, { installationId, invoiceId });
  }

  /** The newest that the customer may see: Vercel has them, or is about to. */
  findNewest(installationId: string, limit: number): Promise<Invoice[]> {
    const where = { installationId, state: Not(In([...KEPT_FROM_CUSTOMERS])) };
    return this.unitOfWork.manager.find(Invoice, { where, order: { createdAt: 'DESC', id: 'ASC' }, take: limit });
  }

  /** The one that the customer may see under our id, the external one, or Vercel's. */
  findNamed(installationId: string, name: string): Promise<Invoice | null> {
    const own = { installationId, state: Not(In([...KEPT_FROM_CUSTOMERS])) };
    const byId = UUID.test(name) ? [{ ...own, id: name }] : [];
    const where = [...byId, { ...own, externalId: name }, { ...own, vercelId: name }];
    return this.unitOfWork.manager.findOne(Invoice, { where, order: { createdAt: 'DESC' } });
  }

  /** A page by id; for operators. */
  listPage({ installationId, state }: InvoiceFilter, afterId: string, limit: number): Promise<Invoice[]> {
    const all = this.unitOfWork.manager.createQueryBuilder(Invoice, 'i').where('i.id > :afterId', { afterId });
    if (installationId === null) all.comment('every tenant: operators list them');
    else all.andWhere('i.installation_id = :installationId', { installationId });
    if (state !== null) all.andWhere('i.state = :state', { state });
    return all.orderBy('i.id').limit(limit).getMany();
  }

  /** Deletes at most `limit` of a tenant, and tells how many. */
  deleteSome(installationId: string, limit: number): Promise<number> {
    return this.sql.affected({ text: DELETE_SOME_INVOICES, values: [installationId, limit] });
  }

  private lockWhere(where: FindOptionsWhere<Invoice>): Promise<Invoice | null> {
    this.unitOfWork.assertOpen('A lock');
    return this.unitOfWork.manager.findOne(Invoice, { where, lock: { mode: 'pessimistic_write' } });
  }
}
