import { Controller, Get, Query as Queries, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type GuardedRequest, Public } from '../../platform/auth/index.js';
import { Page, page, type PageAnswer, template } from '../../platform/pages/index.js';
import { POPUP, WHY } from './connect-pages.js';
import { FlowGate } from './flow-gate.service.js';
import { type Query, readText } from './hints.js';
import { ManageViews, type ManageView } from './manage-view.service.js';
import { signInPage } from './sign-in-page.js';
import { stoppedPage } from './stopped-page.js';

const MANAGE = template<ManageView>('modules/connect/templates/manage');

/** Where Vercel's Configure button leads: what is connected, and what can be changed of it. */
@ApiExcludeController()
@Controller('connect/configure')
@Page(POPUP)
export class ConnectConfigureController {
  constructor(
    private readonly gate: FlowGate,
    private readonly views: ManageViews,
  ) {}

  /** For a browser that Vercel has led here as that account; for any other the way to Vercel, whatever the id. */
  @Get()
  @Public({ why: WHY })
  async show(@Req() request: GuardedRequest, @Queries() query: Query): Promise<PageAnswer> {
    const configurationId = readText(query['configurationId']);
    if (configurationId === null) return stoppedPage('nothing-brought');
    const open = await this.gate.open(request);
    if (open?.flow.confirmedInstallation !== configurationId) return signInPage(configurationId);
    return page(MANAGE, 'Connected projects', await this.views.show(configurationId, open.csrf));
  }
}
