import { Global, Module } from '@nestjs/common';
import { ErrorPages } from '../http/index.js';
import { Assets } from './assets.js';
import { AssetsController } from './assets.controller.js';
import { HtmlErrorPages } from './error-page.js';
import { Flash } from './flash.js';
import { PageGuard } from './page.guard.js';
import { PageHeaders } from './page-headers.js';
import { Pages } from './pages.js';
import { Shells } from './shell.js';
import { Templates } from './templates.js';

/** Everything that pages have in common. */
@Global()
@Module({
  controllers: [AssetsController],
  providers: [
    Assets,
    Flash,
    PageGuard,
    PageHeaders,
    Pages,
    Shells,
    Templates,
    { provide: ErrorPages, useClass: HtmlErrorPages },
  ],
  exports: [ErrorPages, PageGuard, Pages],
})
export class PagesModule {}
