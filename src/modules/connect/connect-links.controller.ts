import { Controller, Get, Param, Post, Req, Res, UsePipes } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { type GuardedRequest, Public } from '../../platform/auth/index.js';
import { NotFound } from '../../platform/errors/index.js';
import {
  Page,
  page,
  type PageAnswer,
  ReadsForm,
  seeOther,
  type SeeOther,
  template,
} from '../../platform/pages/index.js';
import { POPUP, WHY } from './connect-pages.js';
import { FlowGate } from './flow-gate.service.js';
import { LinkDesk } from './link-desk.service.js';
import { LinkEnding } from './link-ending.service.js';
import { afterLink, manageOf, pathOfLink } from './link-page.js';
import { PossibleIds } from './possible-ids.pipe.js';
import { ProjectLink } from './project-link.entity.js';
import { ProjectLinkRepository } from './project-link.repository.js';

/** How far a link is. */
interface LinkView {
  readonly link: ProjectLink;
  readonly path: string;
  readonly csrf: string;
  readonly manage: string;
}

const LINK = template<LinkView>('modules/connect/templates/link');

/** What becomes of a link, and what can be done about it. */
@ApiExcludeController()
@Controller('connect/links/:resourceId/:projectId')
@Page(POPUP)
@UsePipes(PossibleIds)
export class ConnectLinksController {
  constructor(
    private readonly gate: FlowGate,
    private readonly desk: LinkDesk,
    private readonly ending: LinkEnding,
    private readonly links: ProjectLinkRepository,
  ) {}

  /** Looks again by itself as long as it goes on, and then leads back to Vercel. */
  @Get()
  @Public({ why: WHY })
  async show(
    @Req() request: GuardedRequest,
    @Res({ passthrough: true }) response: Response,
    @Param('resourceId') resourceId: string,
    @Param('projectId') projectId: string,
  ): Promise<PageAnswer | SeeOther> {
    const { installationId, flow, csrf } = await this.gate.confirmed(request);
    const link = await this.links.find({ installationId, resourceId, projectId });
    if (link === null) throw new NotFound('Link');
    if (link.isWritten && flow.next !== null) return afterLink(link, flow);
    if (link.isOutstanding) response.setHeader('Refresh', '3');
    return page(LINK, titleOf(link), { link, path: pathOfLink(link), csrf, manage: manageOf(installationId) });
  }

  /** What was refused is tried again. */
  @Post('retry')
  @Public({ why: WHY })
  @ReadsForm()
  async retry(
    @Req() request: GuardedRequest,
    @Res({ passthrough: true }) response: Response,
    @Param('resourceId') resourceId: string,
    @Param('projectId') projectId: string,
  ): Promise<SeeOther> {
    const { installationId, flow } = await this.gate.confirmedForm(request, response);
    return afterLink(await this.desk.retry({ installationId, resourceId, projectId }), flow);
  }

  /** Its variables go; the resource stays. */
  @Post('remove')
  @Public({ why: WHY })
  @ReadsForm()
  async remove(
    @Req() request: GuardedRequest,
    @Res({ passthrough: true }) response: Response,
    @Param('resourceId') resourceId: string,
    @Param('projectId') projectId: string,
  ): Promise<SeeOther> {
    const { installationId } = await this.gate.confirmedForm(request, response);
    await this.ending.end({ installationId, resourceId, projectId });
    return seeOther(manageOf(installationId));
  }
}

function titleOf(link: ProjectLink): string {
  if (link.isWritten) return 'Connected';
  return link.isOutstanding ? 'Being connected' : 'Not connected yet';
}
