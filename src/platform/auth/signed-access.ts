import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { GuardedRequest } from './access.js';
import { DriverAccess } from './driver-access.js';
import type { Policy } from './policy.js';
import { SignatureAccess } from './signature-access.js';

/** Settles what a signature over the body proves. */
@Injectable()
export class SignedAccess {
  constructor(
    private readonly vercel: SignatureAccess,
    private readonly products: DriverAccess,
  ) {}

  async settle(kind: Policy['kind'], request: GuardedRequest, response: Response): Promise<void> {
    if (kind === 'vercel-signature') await this.vercel.settle(request, response);
    if (kind === 'driver-signature') await this.products.settle(request, response);
  }
}
