import { type Fields, isFields, maybeText, textOf } from './fields.js';

const MONEY = /^[0-9]+(\.[0-9]+)?$/;

/** What Vercel made of a submitted invoice: an id, or why it took none (test mode). */
export interface SubmittedInvoice {
  readonly invoiceId?: string;
  readonly validationErrors: readonly string[];
}

/** A line of an invoice, as far as credits are granted on its word; without a resource it is the installation's. */
export interface VercelInvoiceItem {
  readonly billingPlanId: string;
  readonly resourceId?: string;
  readonly name: string;
  readonly total: string;
}

/** An invoice as Vercel holds it; `state` is whatever Vercel says, money decimal strings, dates that did not come are absent. */
export interface VercelInvoice {
  readonly invoiceId: string;
  readonly externalId?: string;
  readonly invoiceNumber?: string;
  readonly test: boolean;
  readonly state: string;
  readonly invoiceDate: Date;
  readonly period: { readonly start: Date; readonly end: Date };
  readonly items: readonly VercelInvoiceItem[];
  readonly total: string;
  readonly refundTotal?: string;
  readonly refundReason?: string;
  readonly paidAt?: Date;
  readonly refundedAt?: Date;
}

/** Reads the answer of Submit Invoice; one that tells neither an id nor a fault tells nothing. */
export function readSubmitted(json: unknown): SubmittedInvoice | null {
  if (!isFields(json)) return null;
  const told = json['validationErrors'];
  const validationErrors = Array.isArray(told) ? told.map(String) : [];
  const id = maybeText(json, 'invoiceId');
  return id.invoiceId === undefined && validationErrors.length === 0 ? null : { ...id, validationErrors };
}

/** Reads Get Invoice; credits are granted on its word, so one item or amount that cannot be read makes the whole useless. */
export function readInvoice(json: unknown): VercelInvoice | null {
  if (!isFields(json)) return null;
  const [invoiceId, state] = [textOf(json, 'invoiceId'), textOf(json, 'state')];
  const total = moneyOf(json, 'total');
  const items = readItems(json['items']);
  const times = readTimes(json);
  if (invoiceId === undefined || state === undefined || total === undefined || !items || !times) return null;
  const refundTotal = isAbsent(json, 'refundTotal') ? null : moneyOf(json, 'refundTotal');
  if (refundTotal === undefined) return null;
  return {
    invoiceId,
    state,
    total,
    items,
    ...times,
    test: json['test'] === true,
    ...maybeText(json, 'externalId'),
    ...maybeText(json, 'invoiceNumber'),
    ...maybeText(json, 'refundReason'),
    ...(refundTotal === null ? {} : { refundTotal }),
  };
}

type Times = Pick<VercelInvoice, 'invoiceDate' | 'period' | 'paidAt' | 'refundedAt'>;

function readTimes(json: Fields): Times | null {
  const period = isFields(json['period']) ? json['period'] : {};
  const [invoiceDate, start, end] = [dateOf(json, 'invoiceDate'), dateOf(period, 'start'), dateOf(period, 'end')];
  if (!invoiceDate || !start || !end) return null;
  const [paidAt, refundedAt] = [dateOf(json, 'paidAt'), dateOf(json, 'refundedAt')];
  return { invoiceDate, period: { start, end }, ...(paidAt && { paidAt }), ...(refundedAt && { refundedAt }) };
}

function readItems(value: unknown): readonly VercelInvoiceItem[] | null {
  if (!Array.isArray(value)) return null;
  const items = value.map((item) => (isFields(item) ? readItem(item) : null)).filter((item) => item !== null);
  return items.length === value.length ? items : null;
}

function readItem(item: Fields): VercelInvoiceItem | null {
  const [billingPlanId, name] = [textOf(item, 'billingPlanId'), textOf(item, 'name')];
  const total = moneyOf(item, 'total');
  const isSound = isAbsent(item, 'resourceId') || textOf(item, 'resourceId') !== undefined;
  if (billingPlanId === undefined || name === undefined || total === undefined || !isSound) return null;
  return { billingPlanId, name, total, ...maybeText(item, 'resourceId') };
}

function isAbsent(fields: Fields, key: string): boolean {
  return fields[key] === undefined || fields[key] === null;
}

function moneyOf(fields: Fields, key: string): string | undefined {
  const text = textOf(fields, key);
  return text !== undefined && MONEY.test(text) ? text : undefined;
}

function dateOf(fields: Fields, key: string): Date | undefined {
  const text = textOf(fields, key);
  return text === undefined || Number.isNaN(Date.parse(text)) ? undefined : new Date(text);
}
