import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { InstallationId, VercelAuth } from '../../../platform/auth/index.js';
import { Answers, WRITE_FAILURES } from '../../../platform/http/index.js';
import { InSteps } from '../../../platform/idempotency/index.js';
import type { ProvisionPurchaseResponse as PurchaseBody } from '#libs/vercel-contract';
import { ProvisionPurchaseRequest } from './dto/provision-purchase.request.js';
import { ProvisionPurchaseResponse } from './dto/provision-purchase.response.js';
import { Purchases } from './purchases.service.js';

/** Credits that a customer has bought at Vercel, or that Vercel has bought for him. */
@Controller('v1/installations/:installationId/billing/provision')
export class ProvisionPurchaseController {
  constructor(private readonly purchases: Purchases) {}

  /** Grants what the invoice was paid for, once; a repeat answers what is left now. */
  @Post()
  @Answers({ status: 200, type: ProvisionPurchaseResponse, description: 'What is left' }, [...WRITE_FAILURES, 422])
  @HttpCode(200)
  @VercelAuth('user', 'system')
  @InSteps({ claims: 'before' })
  provision(
    @InstallationId() installationId: string,
    @Body() { invoiceId }: ProvisionPurchaseRequest,
  ): Promise<PurchaseBody> {
    return this.purchases.provision(installationId, invoiceId);
  }
}
