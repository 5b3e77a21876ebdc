import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentSession, type MemberSession, Session } from '../../platform/auth/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { isStorableText } from '../../platform/http/index.js';
import { Page, page, type PageAnswer, template } from '../../platform/pages/index.js';
import { ConnectionRepository } from '../resources/index.js';
import { type ConnectionLine, lineOf } from './connection-line.js';
import { OwnResources } from './own-resources.service.js';
import { headOf, type ResourceHead } from './resource-head.js';

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
