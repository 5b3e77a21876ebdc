import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentSession, type MemberSession, Session } from '../../platform/auth/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { isStorableText } from '../../platform/http/index.js';
import { Page, page, type PageAnswer, template } from '../../platform/pages/index.js';
import { ConnectionRepository, type Resource } from '../resources/index.js';
import { type ConnectionLine, lineOf } from './connection-line.js';
import { type OwnResource, OwnResources } from './own-resources.service.js';
import { headOf, type ResourceHead } from './resource-head.js';

interface ReferenceView {
  readonly head: ResourceHead;
  readonly title: string;
  readonly reference: string;
  readonly explanation: string;
  readonly planName: string;
  /** The project that the link was about, where it uses the resource. */
  readonly connection: ConnectionLine | null;
  /** The Global Config that flags are synced to; null: to none, or it is not about flags. */
  readonly config: string | null;
}

/** What a link from Vercel is about. */
interface Reference extends Pick<ReferenceView, 'title' | 'reference' | 'explanation'> {
  readonly projectId: unknown;
  readonly configOf: (resource: Resource) => string | null;
}

const REFERENCE = template<ReferenceView>('modules/dashboard/templates/reference');
const LONGEST_ID = 256;
const CHECK =
  'Vercel runs this check for deployments of projects that use the resource. Its result and its log stand on the page of the deployment at Vercel; nothing of it is kept here.';
const EXPERIMENT =
  'This flag or experiment belongs to the resource. Where it is used stands at Vercel; nothing of it is kept here.';

/** Where links from Vercel's checks, flags and experiments lead: to the resource that they are about. */
@ApiExcludeController()
@Controller('dashboard/resources/:id')
@Page()
@Session()
export class ReferencesController {
  constructor(
    private readonly resources: OwnResources,
    private readonly connections: ConnectionRepository,
  ) {}

  @Get('checks/:reference')
  check(
    @CurrentSession() session: MemberSession,
    @Param('id') id: string,
    @Param('reference') reference: string,
    @Query('project_id') projectId?: unknown,
  ): Promise<PageAnswer> {
    const about = { title: 'Deployment check', reference, explanation: CHECK, projectId, configOf: () => null };
    return this.show(session, id, about);
  }

  @Get('experiments/:reference')
  experiment(
    @CurrentSession() session: MemberSession,
    @Param('id') id: string,
    @Param('reference') reference: string,
    @Query('project_id') projectId?: unknown,
  ): Promise<PageAnswer> {
    const about = { title: 'Flag or experiment', reference, explanation: EXPERIMENT, projectId };
    return this.show(session, id, { ...about, configOf: configOf });
  }

  private async show(
    { installationId }: MemberSession,
    id: string,
    { projectId, configOf, ...said }: Reference,
  ): Promise<PageAnswer> {
    if (!isPossibleId(said.reference)) throw new NotFound(said.title);
    const own = await this.resources.get(installationId, id);
    const view = {
      ...said,
      head: headOf(own, null),
      planName: own.planName,
      connection: await this.connectionOf(installationId, own, projectId),
      config: configOf(own.resource),
    };
    return page(REFERENCE, `${said.title} of ${own.resource.name}`, view);
  }

  /** A project that does not use the resource counts as not told. */
  private async connectionOf(
    installationId: string,
    { resource }: OwnResource,
    projectId: unknown,
  ): Promise<ConnectionLine | null> {
    if (typeof projectId !== 'string' || !isPossibleId(projectId)) return null;
    const connection = await this.connections.find(installationId, resource.id, projectId);
    return connection === null ? null : lineOf(connection);
  }
}

function configOf({ protocolSettings }: Resource): string | null {
  const { edgeConfigId, edgeConfigSyncingEnabled } = protocolSettings?.experimentation ?? {};
  return edgeConfigSyncingEnabled === true ? (edgeConfigId ?? null) : null;
}

function isPossibleId(id: string): boolean {
  return id.length <= LONGEST_ID && isStorableText(id);
}
