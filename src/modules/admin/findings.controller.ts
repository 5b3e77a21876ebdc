import { Controller, Get, Query } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { ADMIN_READ_FAILURES, Answers, cursorAfter, readPage } from '../../platform/http/index.js';
import { type Finding, FindingRepository } from '../installations/index.js';
import type { AdminFindingResponse } from './dto/finding.response.js';
import { AdminFindingsResponse } from './dto/finding.response.js';
import { ListFindingsQuery } from './dto/list-tenants.query.js';

/** What the nightly comparison with Vercel leaves to operators. */
@Controller('admin/v1/findings')
export class AdminFindingsController {
  constructor(private readonly findings: FindingRepository) {}

  /** Differences to Vercel that were found and not mended; each is gone when it is not found any more. */
  @Get()
  @Answers({ status: 200, type: AdminFindingsResponse, description: 'A page of findings' }, ADMIN_READ_FAILURES)
  @Operator('read')
  async list(@Query() query: ListFindingsQuery): Promise<AdminFindingsResponse> {
    const page = readPage(query);
    const found = await this.findings.listPage(query, page.after, page.limit);
    const last = found.at(page.limit - 1);
    return { findings: found.map(show), ...(last === undefined ? {} : { next: cursorAfter(last.id) }) };
  }
}

function show({ id, installationId, kind, subject, since, seenAt, details }: Finding): AdminFindingResponse {
  return {
    id,
    installationId,
    kind,
    subject,
    since: since.toISOString(),
    seenAt: seenAt.toISOString(),
    details: { ...details },
  };
}
