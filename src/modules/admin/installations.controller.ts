import { Controller, Get, Query } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { ADMIN_READ_FAILURES, Answers, cursorAfter, readPage } from '../../platform/http/index.js';
import { type Installation, InstallationRepository } from '../installations/index.js';
import { AdminInstallationsResponse, type AdminInstallationResponse } from './dto/installation.response.js';

/** Installations for operators. */
@Controller('admin/v1/installations')
export class AdminInstallationsController {
  constructor(private readonly installations: InstallationRepository) {}

  /** All installations, those that have left included. */
  @Get()
  @Answers(
    { status: 200, type: AdminInstallationsResponse, description: 'A page of installations' },
    ADMIN_READ_FAILURES,
  )
  @Operator('read')
  async list(@Query('cursor') cursor?: string, @Query('limit') limit?: string): Promise<AdminInstallationsResponse> {
    const page = readPage({ cursor, limit });
    const found = await this.installations.listPage(page.after, page.limit);
    const last = found.at(page.limit - 1);
    return { installations: found.map(show), ...(last === undefined ? {} : { next: cursorAfter(last.id) }) };
  }
}

function show(installation: Installation): AdminInstallationResponse {
  const { id, state, accountId, accountName, accountUrl, billingPlanId, createdAt, uninstallRequestedAt } =
    installation;
  return {
    id,
    state,
    accountId,
    ...(accountName === null ? {} : { accountName }),
    accountUrl,
    ...(billingPlanId === null ? {} : { billingPlanId }),
    createdAt: createdAt.toISOString(),
    ...(uninstallRequestedAt === null ? {} : { uninstallRequestedAt: uninstallRequestedAt.toISOString() }),
  };
}
