import { Controller, Get, Query as Queries, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { type GuardedRequest, Public } from '../../platform/auth/index.js';
import { Settings } from '../../platform/config/index.js';
import { Cookies } from '../../platform/http/index.js';
import { Page, type PageAnswer, seeOther, type SeeOther } from '../../platform/pages/index.js';
import { POPUP, WHY } from './connect-pages.js';
import { FLOW_SECONDS, FlowDesk } from './flow-desk.service.js';
import { COOKIES } from './flow-secret.js';
import { type Query, readText } from './hints.js';
import { signInPage } from './sign-in-page.js';
import { stoppedPage } from './stopped-page.js';

const START_SECONDS = 1_800;

/** Where browsers leave for Vercel, and where they come in from it. */
@ApiExcludeController()
@Controller('connect')
@Page(POPUP)
export class ConnectArrivalController {
  constructor(
    private readonly desk: FlowDesk,
    private readonly cookies: Cookies,
    private readonly settings: Settings,
  ) {}

  /** The external flow: to Vercel, with a state that only this browser can bring back. */
  @Get('start')
  @Public({ why: 'whoever wants to connect an account begins here' })
  async start(
    @Req() request: GuardedRequest,
    @Res({ passthrough: true }) response: Response,
    @Queries() query: Query,
  ): Promise<SeeOther> {
    const former = this.cookies.read(request, COOKIES.flow);
    const { secret, location } = await this.desk.start(readText(query['configurationId']), former);
    this.cookies.set(response, COOKIES.start, secret, START_SECONDS);
    return seeOther(location);
  }

  /** The redirect URL of the integration; the address is left at once, so that a code stands in no history. */
  @Get('callback')
  @Public({ why: WHY })
  async arrive(
    @Req() request: GuardedRequest,
    @Res({ passthrough: true }) response: Response,
    @Queries() query: Query,
  ): Promise<PageAnswer | SeeOther> {
    const brought = {
      start: this.cookies.read(request, COOKIES.start),
      flow: this.cookies.read(request, COOKIES.flow),
    };
    const reception = await this.desk.receive({ query, path: this.pathOf(request), brought });
    if (reception.kind === 'sign-in') return signInPage(reception.configurationId);
    if (reception.kind !== 'go-on') return stoppedPage(reception.kind);
    this.cookies.set(response, COOKIES.flow, reception.secret, FLOW_SECONDS);
    return seeOther('/connect/setup');
  }

  /** As it is configured at Vercel: the address may be `/callback`, which is led here. */
  private pathOf({ originalUrl }: GuardedRequest): string {
    const [path = ''] = originalUrl.split('?');
    return path.slice(this.settings.http.pathPrefix.length);
  }
}
