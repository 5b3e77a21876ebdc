import { Body, Controller, Get, Post, Query as Queries, Req, Res } from '@nestjs/common';
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
import { FlowConfirmation } from './flow-confirmation.service.js';
import { FlowGate, type OpenFlow } from './flow-gate.service.js';
import { type Query, readText } from './hints.js';
import { Holders } from './holders.service.js';
import { LinkDesk } from './link-desk.service.js';
import { LinkRequest } from './dto/link.request.js';
import { afterLink } from './link-page.js';
import { SetupViews, type SetupView } from './setup-view.service.js';
import { stoppedPage } from './stopped-page.js';

const SETUP = template<SetupView>('modules/connect/templates/setup');
const CONFIRM = template<{ readonly account: string; readonly csrf: string }>('modules/connect/templates/confirm');

/** The popup: whose account it is, and which resource goes to which project. */
@ApiExcludeController()
@Controller('connect')
@Page(POPUP)
export class ConnectSetupController {
  constructor(
    private readonly gate: FlowGate,
    private readonly confirmation: FlowConfirmation,
    private readonly views: SetupViews,
    private readonly desk: LinkDesk,
    private readonly holders: Holders,
  ) {}

  /** The code is exchanged here, once, before anything is shown. */
  @Get('setup')
  @Public({ why: WHY })
  async show(
    @Req() request: GuardedRequest,
    @Res({ passthrough: true }) response: Response,
    @Queries() query: Query,
  ): Promise<PageAnswer> {
    const open = await this.gate.open(request);
    if (open === null) return stoppedPage('nothing-begun');
    const flow = await this.confirmation.bringForward(open.flow);
    if (flow === null || flow.stage === 'started') return stoppedPage('nothing-begun');
    if (flow.problem !== null) return stoppedPage(flow.problem, flow.configurationId);
    if (flow.stage === 'arrived') return this.wait(response);
    await this.holders.remember(request, flow);
    return this.present({ ...open, flow }, query);
  }

  /** The person means the account that was named. */
  @Post('confirm')
  @Public({ why: WHY })
  @ReadsForm()
  async confirm(@Req() request: GuardedRequest, @Res({ passthrough: true }) response: Response): Promise<SeeOther> {
    const { flow } = await this.gate.form(request, response);
    await this.confirmation.confirm(flow);
    return seeOther('/connect/setup');
  }

  /** Connects a resource to a project, and ends the popup once all variables are there. */
  @Post('links')
  @Public({ why: WHY })
  @ReadsForm()
  async link(
    @Req() request: GuardedRequest,
    @Res({ passthrough: true }) response: Response,
    @Body() { project, resource, name, key, targets }: LinkRequest,
  ): Promise<SeeOther> {
    const { installationId, flow } = await this.gate.confirmedForm(request, response);
    const { externalId } = flow;
    const wish = { projectId: project, targets, resource: { choice: resource, name, key, externalId } };
    return afterLink(await this.desk.link(installationId, wish), flow);
  }

  private async present({ flow, csrf }: OpenFlow, query: Query): Promise<PageAnswer> {
    const installationId = flow.installationId ?? '';
    const account = await this.views.accountName(installationId);
    if (flow.stage !== 'confirmed') return page(CONFIRM, 'Connect this account?', { account, csrf });
    const asked = { search: readText(query['search']), from: readText(query['from']) };
    return page(SETUP, 'Connect a project', await this.views.show({ installationId, flow, csrf }, asked));
  }

  private wait(response: Response): PageAnswer {
    response.setHeader('Refresh', '2');
    return stoppedPage('under-way');
  }
}
