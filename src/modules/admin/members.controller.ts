import { Controller, Get, Query } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { ADMIN_READ_FAILURES, Answers, readPage } from '../../platform/http/index.js';
import { type KnownMember, MemberRepository } from '../members/index.js';
import { OfInstallationQuery } from './dto/list-tenants.query.js';
import { type AdminMemberResponse, AdminMembersResponse } from './dto/relation.response.js';
import { nextAfter, readKey } from './places.js';

/** Members for operators. */
@Controller('admin/v1/members')
export class AdminMembersController {
  constructor(private readonly members: MemberRepository) {}

  /** Members of all teams that we know of, or of one, those that were removed included. */
  @Get()
  @Answers({ status: 200, type: AdminMembersResponse, description: 'A page of members' }, ADMIN_READ_FAILURES)
  @Operator('read')
  async list(@Query() query: OfInstallationQuery): Promise<AdminMembersResponse> {
    const page = readPage(query);
    const found = await this.members.listPage(query.installationId ?? null, readKey(page.after, 2), page.limit);
    const last = found.at(page.limit - 1);
    return { members: found.map(show), ...nextAfter(last && [last.installationId, last.id]) };
  }
}

function show({ installationId, id, role, roleSince, confirmedAt }: KnownMember): AdminMemberResponse {
  return {
    installationId,
    id,
    role,
    roleSince: roleSince.toISOString(),
    ...(confirmedAt === null ? {} : { confirmedAt: confirmedAt.toISOString() }),
  };
}
