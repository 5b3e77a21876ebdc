import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { OperatorPasses, Public, type GuardedRequest } from '../auth/index.js';
import { AddressLimit } from '../http/index.js';
import { Page, page, type PageAnswer, ReadsForm, seeOther, type SeeOther, template } from '../pages/index.js';

const SIGN_IN = template<{ readonly isRefused: boolean }>('platform/docs/templates/sign-in');
const TITLE = 'Sign in as an operator';

const TRIES = 10;
const SECONDS = 60;

/** Where an operator shows a key, in order to read the documents in production. */
@ApiExcludeController()
@Controller('docs')
@Page()
@Public({ why: 'whoever has a key signs in here' })
export class DocsLoginController {
  private readonly limit = new AddressLimit(TRIES, SECONDS);

  constructor(private readonly passes: OperatorPasses) {}

  @Get('login')
  ask(): PageAnswer {
    return page(SIGN_IN, TITLE, { isRefused: false });
  }

  @Post('login')
  @ReadsForm()
  async signIn(
    @Body() { key }: Readonly<Record<string, unknown>>,
    @Req() request: GuardedRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer | SeeOther> {
    await this.limit.count(request.ip ?? '');
    const isGiven = typeof key === 'string' && this.passes.give(response, key.trim());
    return isGiven ? seeOther('/docs') : page(SIGN_IN, TITLE, { isRefused: true }, 403);
  }

  @Post('logout')
  @ReadsForm()
  signOut(@Res({ passthrough: true }) response: Response): SeeOther {
    this.passes.take(response);
    return seeOther('/docs/login');
  }
}
