import { Controller, Get, Query as Queries, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { type Account, AccountLogin, CurrentAccount } from '../../platform/account/index.js';
import { csrfTokenOf, type GuardedRequest, Public } from '../../platform/auth/index.js';
import { Secret } from '../../platform/crypto/index.js';
import { Cookies } from '../../platform/http/index.js';
import { Page, page, type PageAnswer, template } from '../../platform/pages/index.js';
import { BY_ACCOUNT } from './connect-flow.entity.js';
import { POPUP, WHY } from './connect-pages.js';
import { FLOW_SECONDS, FlowDesk } from './flow-desk.service.js';
import { FlowGate } from './flow-gate.service.js';
import { COOKIES } from './flow-secret.js';
import { type Query, readText } from './hints.js';
import { Holders } from './holders.service.js';
import { ManageViews, type ManageView } from './manage-view.service.js';
import { signInPage } from './sign-in-page.js';
import { stoppedPage } from './stopped-page.js';

const MANAGE = template<ManageView>('modules/connect/templates/manage');
const NOTHING = { next: null, projectId: null, externalId: null };

/** Where Vercel's Configure button leads: what is connected, and what can be changed of it. */
@ApiExcludeController()
@Controller('connect/configure')
@Page(POPUP)
export class ConnectConfigureController {
  constructor(
    private readonly gate: FlowGate,
    private readonly desk: FlowDesk,
    private readonly holders: Holders,
    private readonly views: ManageViews,
    private readonly cookies: Cookies,
  ) {}

  /** For a browser that Vercel has led here as that account, and who has been by the provider's own login; for any other the way to Vercel, whatever the id. */
  @Get()
  @Public({ why: WHY })
  @AccountLogin()
  async show(
    @Req() request: GuardedRequest,
    @Res({ passthrough: true }) response: Response,
    @Queries() query: Query,
    @CurrentAccount() account: Account | null,
  ): Promise<PageAnswer> {
    const configurationId = readText(query['configurationId']);
    if (configurationId === null) return stoppedPage('nothing-brought');
    const csrf = (await this.known(request, configurationId)) ?? (await this.admit(response, configurationId, account));
    if (csrf === null) return signInPage(configurationId, account);
    return page(MANAGE, 'Connected projects', await this.views.show(configurationId, csrf));
  }

  private async known(request: GuardedRequest, configurationId: string): Promise<string | null> {
    const open = await this.gate.open(request);
    if (open?.flow.confirmedInstallation !== configurationId) return null;
    await this.holders.remember(request, open.flow);
    return open.csrf;
  }

  private async admit(response: Response, configurationId: string, account: Account | null): Promise<string | null> {
    if (account === null || !(await this.holders.holds(configurationId, account))) return null;
    const secret = await this.desk.admit(configurationId, { ...NOTHING, configurationId, source: BY_ACCOUNT });
    this.cookies.set(response, COOKIES.flow, secret, FLOW_SECONDS);
    return csrfTokenOf({ key: Secret.of(secret) });
  }
}
