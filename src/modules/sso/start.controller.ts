import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { Public } from '../../platform/auth/index.js';
import { Settings } from '../../platform/config/index.js';
import { redirectTarget } from '../../platform/http/index.js';
import { page, Page, type PageAnswer, seeOther, type SeeOther, template } from '../../platform/pages/index.js';
import { BrowserCookies, installationIdIn } from './browser-cookies.js';
import { readContext } from './sso-context.js';

const SIGN_IN = template<{ readonly vercel: string }>('modules/sso/templates/sign-in');

type Parameters = Readonly<Record<string, unknown>>;

/** Sends a browser to Vercel to be signed in there, and to come back to the page that it was to see (contract, flows 2.2). */
@ApiExcludeController()
@Controller('sso/start')
@Page()
export class StartController {
  constructor(
    private readonly cookies: BrowserCookies,
    private readonly settings: Settings,
  ) {}

  @Get()
  @Public({ why: 'who is not signed in begins here' })
  start(@Query() query: Parameters, @Req() request: Request): PageAnswer | SeeOther {
    const { dashboardUrl } = this.settings.vercel;
    const installationId = installationIdIn(query['installation_id']) ?? this.cookies.lastInstallation(request);
    if (installationId === null) return page(SIGN_IN, 'Sign in', { vercel: dashboardUrl });
    const { slug } = this.settings.integration;
    const there = new URL(`${dashboardUrl}/sso/integrations/${slug}/${installationId}`);
    for (const [name, value] of Object.entries(this.contextOf(query))) there.searchParams.set(name, value);
    return seeOther(there);
  }

  /** What Vercel is to bring back; a page of somebody else is not. */
  private contextOf(query: Parameters): Readonly<Record<string, string>> {
    const { url, ...context } = readContext(query);
    const target = redirectTarget(url, this.settings.http.ownUrls);
    return { ...context, ...(target !== null && { url: target.href }) };
  }
}
