import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Accounts } from '../../platform/account/index.js';
import { Public } from '../../platform/auth/index.js';
import { Settings } from '../../platform/config/index.js';
import type { AppRequest } from '../../platform/http/index.js';
import { noteOnRequest } from '../../platform/observability/index.js';
import { page, Page, type PageAnswer, seeOther, type SeeOther, template } from '../../platform/pages/index.js';
import { Arrivals } from './arrival.service.js';
import { BrowserCookies } from './browser-cookies.js';
import { DeepLinks } from './deep-links.service.js';
import { Handoff } from './handoff/index.js';
import { REFUSALS, type RefusalWords } from './sign-in-refusal.js';
import { type NotSignedIn, SignIn, type SsoGrant } from './sign-in.service.js';
import { readContext } from './sso-context.js';

interface Refused extends RefusalWords {
  readonly vercel: string;
  readonly hasSession: boolean;
  readonly requestId: string;
}

const REFUSED = template<Refused>('modules/sso/templates/sign-in-refused');

const CODE = /^[\x21-\x7e]{1,2048}$/;

type Parameters = Readonly<Record<string, unknown>>;

/** Where Vercel sends browsers to open the product (contract, flows 2.1). */
@ApiExcludeController()
@Controller('sso/callback')
@Page()
export class CallbackController {
  constructor(
    private readonly signIn: SignIn,
    private readonly arrivals: Arrivals,
    private readonly links: DeepLinks,
    private readonly handoff: Handoff,
    private readonly accounts: Accounts,
    private readonly cookies: BrowserCookies,
    private readonly settings: Settings,
  ) {}

  @Get()
  @Public({ why: 'a code of Vercel is what it is about, and is verified with Vercel' })
  async receive(
    @Query() query: Parameters,
    @Req() request: AppRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer | SeeOther> {
    const formerValue = this.cookies.sessionValue(request);
    const grant = grantOf(query);
    const recognised = grant === null ? INCOMPLETE : await this.signIn.recognise(grant);
    if (recognised.kind === 'refused') return this.refuse(recognised, request, response);
    const visitor = { requestId: request.id, formerValue };
    const arrived = await this.arrivals.receive(recognised, visitor);
    if (arrived.kind === 'refused') return this.refuse(arrived, request, response);
    request.installationId = arrived.installationId;
    if (!arrived.isReturn) await this.accounts.end(request, response);
    this.cookies.signIn(response, arrived);
    const target = await this.links.targetOf(arrived.installationId, readContext(query));
    return seeOther(await this.handoff.addressFor({ ...arrived, state: null }, target));
  }

  private refuse({ why, reason, retryAfterSeconds }: NotSignedIn, request: AppRequest, response: Response): PageAnswer {
    noteOnRequest({ code: why, reason });
    if (retryAfterSeconds !== undefined) response.set('Retry-After', String(retryAfterSeconds));
    const words = REFUSALS[why];
    const hasSession = this.cookies.sessionValue(request) !== null;
    const view = { ...words, vercel: this.settings.vercel.dashboardUrl, hasSession, requestId: request.id };
    return page(REFUSED, words.title, view, words.status);
  }
}

const INCOMPLETE: NotSignedIn = { kind: 'refused', why: 'link-incomplete', reason: 'link_incomplete' };

/** `state` is Vercel's own and goes back as it came. */
function grantOf({ mode, code, state }: Parameters): SsoGrant | null {
  if (mode !== 'sso' || typeof code !== 'string' || !CODE.test(code)) return null;
  return { code, state: typeof state === 'string' ? state.slice(0, 2_048) : undefined };
}
