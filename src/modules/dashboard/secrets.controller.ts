import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { WireSecret } from '#libs/vercel-contract';
import { CurrentSession, type MemberSession, Session } from '../../platform/auth/index.js';
import {
  Page,
  page,
  type PageAnswer,
  ReadsForm,
  seeOther,
  type SeeOther,
  template,
} from '../../platform/pages/index.js';
import { Rotations, SecretsDesk } from '../resources/index.js';
import { RotateForm } from './dto/rotate.form.js';
import { OwnResources } from './own-resources.service.js';
import { type Paged, paged } from './pager.js';
import { resourcePath } from './resource-head.js';
import { type SecretsView, secretsView } from './secrets-view.js';

interface SecretsLine {
  readonly name: string;
  readonly path: string;
  readonly productName: string;
}

const ALL = template<{ readonly resources: Paged<SecretsLine> }>('modules/dashboard/templates/all-secrets');
const ONE = template<SecretsView>('modules/dashboard/templates/secrets');

/** What gives access to resources: shown on demand, and replaced. */
@ApiExcludeController()
@Controller('dashboard')
@Page()
@Session()
export class SecretsController {
  constructor(
    private readonly resources: OwnResources,
    private readonly desk: SecretsDesk,
    private readonly rotations: Rotations,
  ) {}

  @Get('secrets')
  async all(@CurrentSession() { installationId }: MemberSession, @Query('page') number?: unknown): Promise<PageAnswer> {
    const lines = (await this.resources.list(installationId)).map(({ resource: { id, name }, productName }) => {
      return { name, productName, path: resourcePath(id, 'secrets') };
    });
    return page(ALL, 'Secrets', { resources: paged(lines, number) });
  }

  @Get('resources/:id/secrets')
  show(@CurrentSession() session: MemberSession, @Param('id') id: string): Promise<PageAnswer> {
    return this.render(session, id, null);
  }

  /** An answer to a form and not a page of its own, so that secrets stand neither in a history nor in a cache. */
  @Post('resources/:id/secrets')
  @Session('ADMIN', { fresh: true })
  @ReadsForm()
  async reveal(@CurrentSession() session: MemberSession, @Param('id') id: string): Promise<PageAnswer> {
    await this.resources.get(session.installationId, id);
    return this.render(session, id, await this.desk.reveal(session.installationId, id));
  }

  @Post('resources/:id/secrets/rotate')
  @Session('ADMIN', { fresh: true })
  @ReadsForm()
  async rotate(
    @CurrentSession() { installationId }: MemberSession,
    @Param('id') id: string,
    @Body() { hours }: RotateForm,
  ): Promise<SeeOther> {
    await this.resources.get(installationId, id);
    const wish = {
      reason: 'Asked for in the dashboard',
      delayOldSecretsExpirationHours: Number(hours),
      delayField: 'hours',
    };
    await this.rotations.start(installationId, id, wish);
    const done = 'New secrets are being made. Vercel gets them as soon as they are there.';
    return seeOther(resourcePath(id, 'secrets'), { done });
  }

  private async render(
    { installationId, role }: MemberSession,
    id: string,
    shown: readonly WireSecret[] | null,
  ): Promise<PageAnswer> {
    const own = await this.resources.get(installationId, id);
    const standing = await this.desk.standing(installationId, id);
    return page(ONE, `Secrets of ${own.resource.name}`, secretsView(own, { standing, role, shown }));
  }
}
