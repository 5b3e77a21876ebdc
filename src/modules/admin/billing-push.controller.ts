import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Operator } from '../../platform/auth/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { ADMIN_READ_FAILURES, ADMIN_WRITE_FAILURES, Answers } from '../../platform/http/index.js';
import { NeedsKey } from '../../platform/idempotency/index.js';
import { type BillingPush, BillingPushRepository, PushRequests } from '../billing/index.js';
import { InstallationRepository } from '../installations/index.js';
import { AdminBillingPushResponse } from './dto/billing-push.response.js';
import { ReasonRequest } from './dto/reason.request.js';
import { Standings } from './standings.service.js';

const PUSH = { type: AdminBillingPushResponse, description: 'How far Vercel has been told' };

/** What Vercel is told of an installation's money, for operators. */
@Controller('admin/v1/installations/:installationId/billing/push')
export class BillingPushController {
  constructor(
    private readonly pushes: BillingPushRepository,
    private readonly requests: PushRequests,
    private readonly installations: InstallationRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  /** How fresh what Vercel shows the customer is. */
  @Get()
  @Answers({ status: 200, ...PUSH }, [...ADMIN_READ_FAILURES, 404])
  @Operator('read')
  async show(@Param('installationId') given: string): Promise<AdminBillingPushResponse> {
    const push = await this.pushes.find(Standings.readId(given, 'Installation'));
    if (push === null) throw new NotFound('Installation');
    return responseOf(push);
  }

  /** Has Vercel told interim data and balances now; of an installation that leaves they are told when its money is settled. */
  @Post()
  @Answers({ status: 202, ...PUSH }, ADMIN_WRITE_FAILURES)
  @HttpCode(202)
  @Operator('operate')
  @NeedsKey()
  push(@Param('installationId') given: string, @Body() { reason }: ReasonRequest): Promise<AdminBillingPushResponse> {
    const installationId = Standings.readId(given, 'Installation');
    return this.unitOfWork.run(async () => {
      await this.installations.lockActiveTerms(installationId);
      const before = await this.pushes.find(installationId);
      await this.requests.soon(installationId);
      const after = await this.pushes.find(installationId);
      if (after === null) throw new NotFound('Installation');
      const details = { reason, dueAt: { before: before?.dueAt ?? null, after: after.dueAt } };
      this.audit.append({ installationId, action: 'billing.push-requested', subject: installationId, details });
      return responseOf(after);
    });
  }
}

function responseOf(push: BillingPush): AdminBillingPushResponse {
  const { installationId, dueAt, acceptedAt, acceptedUntil, attempts, lastError, missedDays } = push;
  return {
    installationId,
    ...(dueAt === null ? {} : { dueAt: dueAt.toISOString() }),
    ...(acceptedAt === null ? {} : { acceptedAt: acceptedAt.toISOString() }),
    ...(acceptedUntil === null ? {} : { acceptedUntil: acceptedUntil.toISOString() }),
    attempts,
    ...(lastError === null ? {} : { lastError }),
    missedDays: [...missedDays],
  };
}
