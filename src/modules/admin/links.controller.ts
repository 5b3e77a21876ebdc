import { Controller, Get, Query } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { ADMIN_READ_FAILURES, Answers, readPage } from '../../platform/http/index.js';
import { type ListedLink, ProjectLinkRepository } from '../connect/index.js';
import { OfInstallationQuery } from './dto/list-tenants.query.js';
import { type AdminLinkResponse, AdminLinksResponse } from './dto/relation.response.js';
import { nextAfter, readKey } from './places.js';

/** Links of connected accounts, for operators; the accounts are installations of the kind `connected`. */
@Controller('admin/v1/links')
export class AdminLinksController {
  constructor(private readonly links: ProjectLinkRepository) {}

  /** Which resources are set up in which projects of connected accounts, and how far that is. */
  @Get()
  @Answers({ status: 200, type: AdminLinksResponse, description: 'A page of links' }, ADMIN_READ_FAILURES)
  @Operator('read')
  async list(@Query() query: OfInstallationQuery): Promise<AdminLinksResponse> {
    const page = readPage(query);
    const found = await this.links.listPage(query.installationId ?? null, readKey(page.after, 3), page.limit);
    const last = found.at(page.limit - 1);
    return { links: found.map(show), ...nextAfter(last && [last.installationId, last.resourceId, last.projectId]) };
  }
}

function show(link: ListedLink): AdminLinkResponse {
  const { installationId, resourceId, projectId, projectName, targets, wish, variables } = link;
  const { writtenVersion, problem, dueAt } = link;
  return {
    installationId,
    resourceId,
    projectId,
    projectName,
    targets: [...targets],
    wish,
    variables,
    ...(writtenVersion === null ? {} : { writtenVersion }),
    ...(problem === null ? {} : { problem }),
    ...(dueAt === null ? {} : { nextTryAt: dueAt.toISOString() }),
  };
}
