import { Controller, Param, Post, Req, Res, UsePipes } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { type GuardedRequest, Public } from '../../platform/auth/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { Page, ReadsForm, seeOther, type SeeOther } from '../../platform/pages/index.js';
import { POPUP, WHY } from './connect-pages.js';
import { DrainDesk } from './drain-desk.service.js';
import { FlowGate } from './flow-gate.service.js';
import { manageOf } from './link-page.js';
import { PossibleIds } from './possible-ids.pipe.js';
import { ProjectLinkRepository } from './project-link.repository.js';

/** Ids in the path of a drain. */
interface DrainPath {
  readonly resourceId: string;
  readonly projectId: string;
  readonly name: string;
}

/** What Vercel sends of a linked project to a resource. */
@ApiExcludeController()
@Controller('connect/links/:resourceId/:projectId/drains/:name')
@Page(POPUP)
@UsePipes(PossibleIds)
export class ConnectDrainsController {
  constructor(
    private readonly gate: FlowGate,
    private readonly desk: DrainDesk,
    private readonly links: ProjectLinkRepository,
  ) {}

  @Post('create')
  @Public({ why: WHY })
  @ReadsForm()
  create(
    @Req() request: GuardedRequest,
    @Res({ passthrough: true }) response: Response,
    @Param() path: DrainPath,
  ): Promise<SeeOther> {
    return this.act({ request, response }, path, 'create');
  }

  @Post('test')
  @Public({ why: WHY })
  @ReadsForm()
  test(
    @Req() request: GuardedRequest,
    @Res({ passthrough: true }) response: Response,
    @Param() path: DrainPath,
  ): Promise<SeeOther> {
    return this.act({ request, response }, path, 'test');
  }

  @Post('remove')
  @Public({ why: WHY })
  @ReadsForm()
  remove(
    @Req() request: GuardedRequest,
    @Res({ passthrough: true }) response: Response,
    @Param() path: DrainPath,
  ): Promise<SeeOther> {
    return this.act({ request, response }, path, 'remove');
  }

  private async act(
    { request, response }: { readonly request: GuardedRequest; readonly response: Response },
    { resourceId, projectId, name }: DrainPath,
    what: 'create' | 'test' | 'remove',
  ): Promise<SeeOther> {
    const { installationId } = await this.gate.confirmedForm(request, response);
    const key = { installationId, resourceId, projectId, name };
    if ((await this.links.find(key)) === null) throw new NotFound('Link');
    await this.desk[what](key);
    return seeOther(manageOf(installationId));
  }
}
