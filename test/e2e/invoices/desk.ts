import { randomUUID } from 'node:crypto';
import type { Shop } from '../../support/shop/index.js';

const KEY = 'admin-key-of-the-tests';

/** Keys of operators, as the server has to have them for a desk. */
export const DESK_KEYS = { ADMIN_API_KEYS: `ops:${KEY},reader[read+operate]:reader-key-of-the-tests` };

/** What an operator hears. */
export interface DeskAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An operator who looks after invoices. */
export class InvoiceDesk {
  constructor(private readonly shop: Shop) {}

  read(path: string): Promise<DeskAnswer> {
    return this.call('GET', path);
  }

  /** `release`, `retry` or `void`. */
  act(id: string, action: string): Promise<DeskAnswer> {
    return this.call('POST', `/invoices/${id}/${action}`, { body: { reason: 'looked at' } });
  }

  refund(id: string, amount: unknown, key: string | null = randomUUID(), operator?: string): Promise<DeskAnswer> {
    const headers = key === null ? {} : { 'idempotency-key': key };
    return this.call('POST', `/invoices/${id}/refunds`, { body: { amount, reason: 'sorry' }, headers, operator });
  }

  private async call(
    method: string,
    path: string,
    more: { body?: unknown; headers?: Readonly<Record<string, string>>; operator?: string | undefined } = {},
  ): Promise<DeskAnswer> {
    const authorization = `Bearer ${more.operator ?? KEY}`;
    const answer = await fetch(`${this.shop.server.url}/admin/v1${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json', ...more.headers },
      ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
    });
    return { status: answer.status, body: (await answer.json()) as DeskAnswer['body'] };
  }
}
