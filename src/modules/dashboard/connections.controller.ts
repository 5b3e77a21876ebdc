import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentSession, type MemberSession, Session } from '../../platform/auth/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { isStorableText } from '../../platform/http/index.js';
import { Page, page, type PageAnswer, template } from '../../platform/pages/index.js';
import { ConnectionRepository, type ResourceConnection } from '../resources/index.js';
import { minute, type Moment } from './format.js';
import { OwnResources } from './own-resources.service.js';
import { headOf, resourcePath, type ResourceHead } from './resource-head.js';

interface ConnectionLine {
  readonly name: string;
  readonly projectId: string;
  readonly path: string;
  readonly targets: string;
  readonly isConnected: boolean;
  readonly since: Moment;
}

const ALL = template<{ readonly head: ResourceHead; readonly connections: readonly ConnectionLine[] }>(
  'modules/dashboard/templates/connections',
);
const ONE = template<{ readonly head: ResourceHead; readonly connection: ConnectionLine }>(
  'modules/dashboard/templates/connection',
);
const LONGEST_ID = 256;

/** The projects at Vercel that use a resource. */
@ApiExcludeController()
@Controller('dashboard/resources/:id/connections')
@Page()
@Session()
export class ConnectionsController {
  constructor(
    private readonly resources: OwnResources,
    private readonly connections: ConnectionRepository,
  ) {}

  @Get()
  async list(@CurrentSession() { installationId }: MemberSession, @Param('id') id: string): Promise<PageAnswer> {
    const own = await this.resources.get(installationId, id);
    const connections = await this.connections.findConnected(installationId, id);
    const view = { head: headOf(own, 'connections'), connections: connections.map(lineOf) };
    return page(ALL, `Connections of ${own.resource.name}`, view);
  }

  @Get(':projectId')
  async show(
    @CurrentSession() { installationId }: MemberSession,
    @Param('id') id: string,
    @Param('projectId') projectId: string,
  ): Promise<PageAnswer> {
    const own = await this.resources.get(installationId, id);
    const isPossible = projectId.length <= LONGEST_ID && isStorableText(projectId);
    const found = isPossible ? await this.connections.find(installationId, id, projectId) : null;
    if (found === null) throw new NotFound('Connection');
    const connection = lineOf(found);
    return page(ONE, `${connection.name} and ${own.resource.name}`, { head: headOf(own, 'connections'), connection });
  }
}

function lineOf({
  resourceId,
  projectId,
  projectName,
  targets,
  state,
  stateSince,
}: ResourceConnection): ConnectionLine {
  return {
    name: projectName ?? projectId,
    projectId,
    path: `${resourcePath(resourceId, 'connections')}/${encodeURIComponent(projectId)}`,
    targets: targets.length === 0 ? 'none' : targets.join(', '),
    isConnected: state === 'connected',
    since: minute(stateSince),
  };
}
