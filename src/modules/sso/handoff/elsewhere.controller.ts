import { Controller, Get, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentSession, type MemberSession, Session } from '../../../platform/auth/index.js';
import { Settings } from '../../../platform/config/index.js';
import { redirectTarget } from '../../../platform/http/index.js';
import { Page, seeOther, type SeeOther } from '../../../platform/pages/index.js';
import { Handoff } from './handoff.service.js';

/** Where the provider has a dashboard of its own, the addresses of ours lead there. */
@ApiExcludeController()
@Controller('dashboard')
@Page()
export class ElsewhereController {
  constructor(
    private readonly handoff: Handoff,
    private readonly settings: Settings,
  ) {}

  @Get(['', '*path'])
  @Session()
  async go(@CurrentSession() { installationId, id }: MemberSession, @Req() request: Request): Promise<SeeOther> {
    const { publicUrl } = this.settings.http;
    const wanted = redirectTarget(request.originalUrl, [publicUrl]) ?? new URL(`${publicUrl}/dashboard`);
    return seeOther(await this.handoff.addressFor({ installationId, sessionId: id, state: null }, wanted));
  }
}
