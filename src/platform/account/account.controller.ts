import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../auth/index.js';
import { Page, seeOther, type SeeOther } from '../pages/index.js';
import { Accounts } from './accounts.service.js';

const WHY = { why: 'customers log in here with the account that they have with the provider' };

/** Logging in with the provider's own account, also as somebody else. */
@ApiExcludeController()
@Controller('account')
@Page()
@Public(WHY)
export class AccountController {
  constructor(private readonly accounts: Accounts) {}

  /** `again`, whatever it says, is for who wants to be somebody else. */
  @Get('login')
  async login(@Query() query: Request['query'], @Res({ passthrough: true }) response: Response): Promise<SeeOther> {
    const prompt = query['again'] === undefined ? 'if needed' : 'again';
    return seeOther(await this.accounts.begin(response, query['next'], prompt));
  }

  @Get('callback')
  async callback(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<SeeOther> {
    return seeOther(await this.accounts.finish(request, response));
  }
}
