import { Controller, Get, Query as Queries, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { type GuardedRequest, Public } from '../../platform/auth/index.js';
import { Settings } from '../../platform/config/index.js';
import { Cookies } from '../../platform/http/index.js';
import { Page, type PageAnswer, seeOther, type SeeOther } from '../../platform/pages/index.js';
import { POPUP, WHY } from './connect-pages.js';
import { FLOW_SECONDS, FlowDesk } from './flow-desk.service.js';
import { COOKIES, isFlowSecret, startCookie } from './flow-secret.js';
import { type Query, readText } from './hints.js';
import { signInPage } from './sign-in-page.js';
import { stoppedPage } from './stopped-page.js';

const START_SECONDS = 1_800;
/** So many may be on the way to Vercel in one browser; who begins more of them gives up the first. */
const MOST_STARTS = 5;

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
    const { secret, state, location } = await this.desk.start(readText(query['configurationId']), former);
    const others = this.cookies.names(request, COOKIES.start);
    for (const name of others.slice(0, Math.max(0, others.length - MOST_STARTS + 1)))
      this.cookies.clear(response, name);
    this.cookies.set(response, startCookie(state), secret, START_SECONDS);
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
    const { state } = query;
    const brought = {
      start: isFlowSecret(state) ? this.cookies.read(request, startCookie(state)) : null,
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
