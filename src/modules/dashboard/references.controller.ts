import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentSession, type MemberSession, Session } from '../../platform/auth/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { isStorableText } from '../../platform/http/index.js';
import { Page, page, type PageAnswer, template } from '../../platform/pages/index.js';
import { OwnResources } from './own-resources.service.js';
import { headOf, type ResourceHead } from './resource-head.js';

interface ReferenceView {
  readonly head: ResourceHead;
  readonly title: string;
  readonly reference: string;
  readonly explanation: string;
}

const REFERENCE = template<ReferenceView>('modules/dashboard/templates/reference');
const LONGEST_ID = 256;

/** Where links from Vercel's checks, flags and experiments lead: to the resource that they are about. */
@ApiExcludeController()
@Controller('dashboard/resources/:id')
@Page()
@Session()
export class ReferencesController {
  constructor(private readonly resources: OwnResources) {}

  @Get('checks/:reference')
  check(
    @CurrentSession() session: MemberSession,
    @Param('id') id: string,
    @Param('reference') reference: string,
  ): Promise<PageAnswer> {
    const explanation =
      'Vercel runs this check for deployments of projects that use the resource, and shows its result.';
    return this.show(session, id, { title: 'Deployment check', reference, explanation });
  }

  @Get('experiments/:reference')
  experiment(
    @CurrentSession() session: MemberSession,
    @Param('id') id: string,
    @Param('reference') reference: string,
  ): Promise<PageAnswer> {
    const explanation = 'This flag or experiment is kept in the resource. Vercel shows where it is used.';
    return this.show(session, id, { title: 'Flag or experiment', reference, explanation });
  }

  private async show(
    { installationId }: MemberSession,
    id: string,
    said: Omit<ReferenceView, 'head'>,
  ): Promise<PageAnswer> {
    if (said.reference.length > LONGEST_ID || !isStorableText(said.reference)) throw new NotFound(said.title);
    const own = await this.resources.get(installationId, id);
    return page(REFERENCE, `${said.title} of ${own.resource.name}`, { ...said, head: headOf(own, null) });
  }
}
