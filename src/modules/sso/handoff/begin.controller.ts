import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentSession, type MemberSession, Session } from '../../../platform/auth/index.js';
import { Settings } from '../../../platform/config/index.js';
import { InvalidInput } from '../../../platform/errors/index.js';
import { detour, redirectTarget } from '../../../platform/http/index.js';
import { Page, seeOther, type SeeOther } from '../../../platform/pages/index.js';
import { Handoff } from './handoff.service.js';

const STATE = /^[\w-]{16,128}$/;
const FAULT = { key: 'state', message: 'must be 16 to 128 letters, digits, "-" or "_"' };

/** Where the provider's own dashboard begins: the browser comes back with its state, so that nobody else's code is taken for its own. */
@ApiExcludeController()
@Controller('sso/handoff/start')
@Page()
export class BeginHandoffController {
  constructor(
    private readonly handoff: Handoff,
    private readonly settings: Settings,
  ) {}

  @Get()
  @Session()
  async begin(
    @Query() query: Request['query'],
    @Req() { originalUrl }: Request,
    @CurrentSession() { installationId, id }: MemberSession,
  ): Promise<SeeOther> {
    const { state, url, installation_id: wanted } = query;
    if (typeof state !== 'string' || !STATE.test(state)) throw new InvalidInput([FAULT]);
    if (typeof wanted === 'string' && wanted !== installationId) throw this.signInTo(wanted, originalUrl);
    const { publicUrl, ownUrls } = this.settings.http;
    const target = redirectTarget(url, ownUrls) ?? new URL(`${publicUrl}/dashboard`);
    return seeOther(await this.handoff.addressFor({ installationId, sessionId: id, state }, target));
  }

  /** A session of one installation says nothing about another one. */
  private signInTo(installationId: string, page: string): ReturnType<typeof detour> {
    const by = new URL(`${this.settings.http.publicUrl}/sso/start`);
    by.searchParams.set('installation_id', installationId);
    return detour({ by, parameter: 'url', page, code: 'sign_in', lacks: 'A session of this installation is needed' });
  }
}
