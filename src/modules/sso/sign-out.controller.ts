import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Accounts } from '../../platform/account/index.js';
import { csrfTokenOf, CurrentSession, type MemberSession, Public, Session } from '../../platform/auth/index.js';
import { Settings } from '../../platform/config/index.js';
import {
  page,
  Page,
  type PageAnswer,
  ReadsForm,
  seeOther,
  type SeeOther,
  template,
} from '../../platform/pages/index.js';
import { BrowserCookies } from './browser-cookies.js';
import { Sessions } from './sessions.service.js';

const SIGN_OUT = template<{ readonly who: string; readonly account: string | null; readonly csrf: string }>(
  'modules/sso/templates/sign-out',
);
const SIGNED_OUT = template<{ readonly vercel: string }>('modules/sso/templates/signed-out');

/** Leaving: a page that asks, the form that does it, and where one is then. */
@ApiExcludeController()
@Controller('sso')
@Page()
export class SignOutController {
  constructor(
    private readonly sessions: Sessions,
    private readonly accounts: Accounts,
    private readonly cookies: BrowserCookies,
    private readonly settings: Settings,
  ) {}

  @Get('sign-out')
  @Session()
  ask(@CurrentSession() session: MemberSession): PageAnswer {
    const who = session.name ?? session.email ?? session.memberId;
    return page(SIGN_OUT, 'Sign out', { who, account: session.accountName, csrf: csrfTokenOf(session) });
  }

  /** Of the provider's own account as well, so that what can be imported with it is not left to the next one. */
  @Post('sign-out')
  @Session()
  @ReadsForm()
  async signOut(
    @CurrentSession() session: MemberSession,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SeeOther> {
    await this.sessions.end(session);
    await this.accounts.end(request, response);
    this.cookies.signOut(response);
    return seeOther('/sso/signed-out');
  }

  @Get('signed-out')
  @Public({ why: 'who has left has no session any more' })
  signedOut(): PageAnswer {
    return page(SIGNED_OUT, 'Signed out', { vercel: this.settings.vercel.dashboardUrl });
  }
}
