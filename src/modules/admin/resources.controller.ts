import { Controller, Get, Param, Query } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { ADMIN_READ_FAILURES, Answers, cursorAfter, readPage } from '../../platform/http/index.js';
import { Notifications } from '../notifications/index.js';
import { ConnectionRepository, ResourceRepository, SecretsDesk } from '../resources/index.js';
import { ListResourcesQuery } from './dto/list-tenants.query.js';
import { AdminResourcesResponse } from './dto/resource.response.js';
import { AdminResourceDetailResponse } from './dto/tenant-detail.response.js';
import { showNotification } from './notification.view.js';
import { showResource, showSecrets } from './resource.view.js';
import { Standings } from './standings.service.js';

/** Resources for operators. */
@Controller('admin/v1/resources')
export class AdminResourcesController {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly standings: Standings,
    private readonly notifications: Notifications,
    private readonly secrets: SecretsDesk,
    private readonly connections: ConnectionRepository,
  ) {}

  /** All resources of all installations, removed ones included. */
  @Get()
  @Answers({ status: 200, type: AdminResourcesResponse, description: 'A page of resources' }, ADMIN_READ_FAILURES)
  @Operator('read')
  async list(@Query() query: ListResourcesQuery): Promise<AdminResourcesResponse> {
    const page = readPage(query);
    const found = await this.resources.listPage(query, page.after, page.limit);
    const last = found.at(page.limit - 1);
    return { resources: found.map(showResource), ...(last === undefined ? {} : { next: cursorAfter(last.id) }) };
  }

  /** One resource: its plan, why it is out of use, what is said beside it, and which secrets stand. */
  @Get(':resourceId')
  @Answers({ status: 200, type: AdminResourceDetailResponse, description: 'The resource' }, [
    ...ADMIN_READ_FAILURES,
    404,
  ])
  @Operator('read')
  async show(@Param('resourceId') given: string): Promise<AdminResourceDetailResponse> {
    const resource = await this.standings.find(given);
    const { installationId, id: resourceId, removalProblem, dueAt } = resource;
    const { suspensions, resourceSuspensions, outstanding, refused } = await this.standings.ofResource(resource);
    const said = await this.notifications.raisedOn({ installationId, resourceId });
    const connected = await this.connections.findConnected(installationId, resourceId);
    return {
      ...showResource(resource),
      suspensions,
      resourceSuspensions,
      ...(outstanding === undefined ? {} : { outstanding }),
      refused,
      notifications: said.map(showNotification),
      secrets: showSecrets(await this.secrets.standing(installationId, resourceId)),
      connections: connected.length,
      ...(removalProblem === null ? {} : { removalProblem }),
      ...(dueAt === null ? {} : { nextLookAt: dueAt.toISOString() }),
      updatedAt: resource.updatedAt.toISOString(),
    };
  }
}
