import { Injectable } from '@nestjs/common';
import { AddressLimit, isFromInternet, networkOf } from '../http/index.js';
import { Shedding } from '../metrics/index.js';
import type { GuardedRequest } from './access.js';

/** An office behind one address signs in more often than one person, and no flood is so slow. */
const VISITS = 300;
const SECONDS = 60;

/** Bounds what everybody may call: each such visit may write a row, and take a part of Vercel's budget for sign-ins. */
@Injectable()
export class VisitorAccess {
  private readonly limit = new AddressLimit(VISITS, SECONDS);

  constructor(private readonly shedding: Shedding) {}

  /** @throws DomainError (429) */
  async settle(request: GuardedRequest): Promise<void> {
    const { ip = '' } = request;
    if (!isFromInternet(ip)) return;
    await this.limit.count(ip).catch((error: unknown) => {
      this.shedding.note('address');
      throw error;
    });
    request.share = networkOf(ip);
  }
}
