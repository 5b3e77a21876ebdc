import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { Public } from '../../platform/auth/index.js';
import { Settings } from '../../platform/config/index.js';
import { redirectTarget } from '../../platform/http/index.js';
import { page, Page, type PageAnswer, seeOther, type SeeOther, template } from '../../platform/pages/index.js';
import { ResourceRepository } from '../resources/index.js';
import { BrowserCookies, installationIdIn } from './browser-cookies.js';
import { readContext, type SsoContext } from './sso-context.js';

const SIGN_IN = template<{ readonly vercel: string }>('modules/sso/templates/sign-in');

type Parameters = Readonly<Record<string, unknown>>;

/** Sends a browser to Vercel to be signed in there, and to come back to the page that it was to see (contract, flows 2.2). */
@ApiExcludeController()
@Controller('sso/start')
@Page()
export class StartController {
  constructor(
    private readonly cookies: BrowserCookies,
    private readonly resources: ResourceRepository,
    private readonly settings: Settings,
  ) {}

  @Get()
  @Public({ why: 'who is not signed in begins here' })
  async start(@Query() query: Parameters, @Req() request: Request): Promise<PageAnswer | SeeOther> {
    const { dashboardUrl } = this.settings.vercel;
    const context = this.contextOf(query);
    const installationId = installationIdIn(query['installation_id']) ?? (await this.installationOf(context, request));
    if (installationId === null) return page(SIGN_IN, 'Sign in', { vercel: dashboardUrl });
    const { slug } = this.settings.integration;
    const there = new URL(`${dashboardUrl}/sso/integrations/${slug}/${installationId}`);
    for (const [name, value] of Object.entries(context)) there.searchParams.set(name, value);
    return seeOther(there);
  }

  /** That of the resource that is meant, else the one that was opened last. Whoever is sent there still has to be let in by Vercel. */
  private async installationOf({ resource_id, url = '' }: SsoContext, request: Request): Promise<string | null> {
    const [, within] = /\/dashboard\/resources\/([\w-]{1,255})/.exec(url) ?? [];
    const id = resource_id ?? within;
    const owner = id === undefined ? null : await this.resources.findInstallationOf(id);
    return owner ?? this.cookies.lastInstallation(request);
  }

  /** What Vercel is to bring back; a page of somebody else is not. */
  private contextOf(query: Parameters): SsoContext {
    const { url, ...context } = readContext(query);
    const target = redirectTarget(url, this.settings.http.ownUrls);
    return { ...context, ...(target !== null && { url: target.href }) };
  }
}
