import { Controller, Get, Query } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { ADMIN_READ_FAILURES, Answers, readPage } from '../../platform/http/index.js';
import { ConnectionRepository, type ResourceConnection } from '../resources/index.js';
import { ListConnectionsQuery } from './dto/list-relations.query.js';
import { AdminConnectionsResponse, type AdminConnectionResponse } from './dto/relation.response.js';
import { nextAfter, readKey } from './places.js';

/** Connections of resources to projects, for operators. */
@Controller('admin/v1/connections')
export class AdminConnectionsController {
  constructor(private readonly connections: ConnectionRepository) {}

  /** To which projects at Vercel resources are connected, those that were disconnected included. */
  @Get()
  @Answers({ status: 200, type: AdminConnectionsResponse, description: 'A page of connections' }, ADMIN_READ_FAILURES)
  @Operator('read')
  async list(@Query() query: ListConnectionsQuery): Promise<AdminConnectionsResponse> {
    const { installationId = null, resourceId = null, projectId = null } = query;
    const page = readPage(query);
    const filter = { installationId, resourceId, projectId };
    const found = await this.connections.listPage(filter, readKey(page.after, 3), page.limit);
    const last = found.at(page.limit - 1);
    const key = last && [last.installationId, last.resourceId, last.projectId];
    return { connections: found.map(show), ...nextAfter(key) };
  }
}

function show(connection: ResourceConnection): AdminConnectionResponse {
  const { installationId, resourceId, projectId, projectName, targets, state, stateSince } = connection;
  return {
    installationId,
    resourceId,
    projectId,
    ...(projectName === null ? {} : { projectName }),
    targets: [...targets],
    state,
    since: stateSince.toISOString(),
  };
}
