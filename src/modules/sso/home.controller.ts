import { Controller, Get, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { Public, SessionDirectory } from '../../platform/auth/index.js';
import { page, Page, type PageAnswer, seeOther, type SeeOther, template } from '../../platform/pages/index.js';
import { BrowserCookies } from './browser-cookies.js';

const HOME = template<object>('modules/sso/templates/home');

/** Who opens our address as it is: signed in or not, he learns where to go on. */
@ApiExcludeController()
@Controller()
@Page()
export class HomeController {
  constructor(
    private readonly cookies: BrowserCookies,
    private readonly directory: SessionDirectory,
  ) {}

  @Get()
  @Public({ why: 'it says what this is, and where one signs in' })
  async show(@Req() request: Request): Promise<PageAnswer | SeeOther> {
    const value = this.cookies.sessionValue(request);
    if (value !== null && (await this.directory.find(value)) !== null) return seeOther('/dashboard');
    return page(HOME, 'Welcome', {});
  }
}
