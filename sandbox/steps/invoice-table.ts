import type { HeldInvoice } from '#libs/vercel-simulator';
import { tableOf } from '../report/index.js';

const NUMBERS = [2, 3, 4];

/** An invoice as Vercel holds it, line by line. */
export function invoiceTable({ items, discounts, total, period, externalId }: HeldInvoice): string {
  const lines = items.map((item) => [
    item.name,
    item.details ?? '',
    `${item.quantity} ${item.units}`,
    item.price,
    item.total,
  ]);
  const less = discounts.map(({ name, details, amount }) => [name, details ?? '', '', '', `-${amount}`]);
  const table = tableOf(
    ['Item', 'Why', 'Quantity', 'Price', 'USD'],
    [...lines, ...less, ['Total', '', '', '', total]],
    NUMBERS,
  );
  return `Invoice ${externalId ?? ''}\n${period.start.toISOString()} to ${period.end.toISOString()}\n\n${table}`;
}
