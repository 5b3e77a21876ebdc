import { Injectable } from '@nestjs/common';
import { AddressLimit, isFromInternet } from '../http/index.js';
import type { GuardedRequest } from './access.js';

/** An office behind one address signs in more often than one person, and no flood is so slow. */
const VISITS = 300;
const SECONDS = 60;

/** Bounds what everybody may call: each such visit may write a row, and take a part of Vercel's budget for sign-ins. */
@Injectable()
export class VisitorAccess {
  private readonly limit = new AddressLimit(VISITS, SECONDS);

  /** @throws DomainError (429) */
  async settle({ ip = '' }: GuardedRequest): Promise<void> {
    if (isFromInternet(ip)) await this.limit.count(ip);
  }
}
