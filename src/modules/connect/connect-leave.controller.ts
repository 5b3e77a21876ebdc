import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { type GuardedRequest, Public } from '../../platform/auth/index.js';
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
import { Leaving } from './leaving.service.js';
import { manageOf } from './link-page.js';
import { ManageViews, type ManageView } from './manage-view.service.js';
import { PossibleIds } from './possible-ids.pipe.js';

/** A resource that somebody is about to delete. */
interface RemoveView {
  readonly name: string;
  readonly projects: readonly string[];
  readonly path: string;
  readonly csrf: string;
  readonly manage: string;
}

type LeaveView = Pick<ManageView, 'account' | 'csrf' | 'links' | 'resources'> & { readonly manage: string };

const REMOVE = template<RemoveView>('modules/connect/templates/remove');
const LEAVE = template<LeaveView>('modules/connect/templates/leave');
const LEFT = template<object>('modules/connect/templates/left');

type Form = Readonly<Record<string, unknown>>;

/** What cannot be taken back: each is a page that says what goes, and a form. */
@ApiExcludeController()
@Controller('connect')
@Page(POPUP)
export class ConnectLeaveController {
  constructor(
    private readonly gate: FlowGate,
    private readonly views: ManageViews,
    private readonly leaving: Leaving,
  ) {}

  @Get('resources/:resourceId/remove')
  @Public({ why: WHY })
  async askResource(
    @Req() request: GuardedRequest,
    @Param('resourceId', PossibleIds) resourceId: string,
  ): Promise<PageAnswer> {
    const { installationId, csrf } = await this.gate.confirmed(request);
    const { resource, links } = await this.leaving.find(installationId, resourceId);
    const projects = links.map(({ projectName }) => projectName);
    const path = `/connect/resources/${encodeURIComponent(resource.id)}/remove`;
    return page(REMOVE, 'Delete a resource', {
      name: resource.name,
      projects,
      path,
      csrf,
      manage: manageOf(installationId),
    });
  }

  @Post('resources/:resourceId/remove')
  @Public({ why: WHY })
  @ReadsForm()
  async removeResource(
    @Req() request: GuardedRequest,
    @Res({ passthrough: true }) response: Response,
    @Param('resourceId', PossibleIds) resourceId: string,
    @Body() { name }: Form,
  ): Promise<SeeOther> {
    const { installationId } = await this.gate.confirmedForm(request, response);
    await this.leaving.remove(installationId, resourceId, name);
    return seeOther(manageOf(installationId), { done: 'The resource is being deleted.' });
  }

  @Get('leave')
  @Public({ why: WHY })
  async ask(@Req() request: GuardedRequest): Promise<PageAnswer> {
    const { installationId, csrf } = await this.gate.confirmed(request);
    const { account, links, resources } = await this.views.show(installationId, csrf);
    return page(LEAVE, 'Remove the connection', { account, csrf, links, resources, manage: manageOf(installationId) });
  }

  /** With `configuration=delete` all of it, else the variables alone. */
  @Post('leave')
  @Public({ why: WHY })
  @ReadsForm()
  async leave(
    @Req() request: GuardedRequest,
    @Res({ passthrough: true }) response: Response,
    @Body() { configuration }: Form,
  ): Promise<SeeOther> {
    const { installationId } = await this.gate.confirmedForm(request, response);
    if (configuration === 'delete') {
      await this.leaving.disconnect(installationId);
      return seeOther('/connect/left');
    }
    await this.leaving.unlinkAll(installationId);
    return seeOther(manageOf(installationId), { done: 'The variables are removed from all projects.' });
  }

  @Get('left')
  @Public({ why: 'who has left has no account here any more' })
  left(): PageAnswer {
    return page(LEFT, 'The connection is removed', {});
  }
}
