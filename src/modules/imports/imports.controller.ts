import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Account, AccountLogin, CurrentAccount } from '../../platform/account/index.js';
import { CurrentSession, type MemberSession, Session } from '../../platform/auth/index.js';
import { Settings } from '../../platform/config/index.js';
import {
  page,
  Page,
  type PageAnswer,
  ReadsForm,
  seeOther,
  type SeeOther,
  template,
} from '../../platform/pages/index.js';
import { fieldsOf, pathOf, readImportRequest, type ImportRequest } from './import-request.js';
import { Imports, type Offer } from './imports.service.js';

/** What the page of the choice shows. */
interface ChoiceView {
  readonly offers: readonly Offer[];
  readonly session: MemberSession;
  readonly account: Account | null;
  /** The way to log in with another account. */
  readonly anotherAccount: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly vercel: string;
}

const CHOOSE = template<ChoiceView>('modules/imports/templates/choose');
const SEPARATOR = '/';

type Fields = Readonly<Record<string, unknown>>;

/** Importing what a customer had before (contract, flows 8): the choice, and what comes of it. */
@ApiExcludeController()
@Controller('import')
@Page({ formsEndAt: 'vercel' })
@Session('ADMIN', { fresh: true })
@AccountLogin()
export class ImportsController {
  constructor(
    private readonly imports: Imports,
    private readonly settings: Settings,
  ) {}

  @Get()
  async choose(
    @Query() query: Fields,
    @CurrentSession() session: MemberSession,
    @CurrentAccount() account: Account | null,
  ): Promise<PageAnswer | SeeOther> {
    const request = this.read(query);
    const importer = { session, account };
    await this.imports.assertOwn(request, importer);
    const done = await this.imports.findDone(request);
    if (done !== null) return seeOther(done);
    const offers = await this.imports.offers(request, importer);
    return page(CHOOSE, 'Import', {
      offers: offers.filter(({ instances }) => instances.length > 0),
      session,
      account,
      anotherAccount: `/account/login?${new URLSearchParams({ next: pathOf(request), again: '1' }).toString()}`,
      fields: fieldsOf(request),
      vercel: this.settings.vercel.dashboardUrl,
    });
  }

  /** Sends the customer back only when Vercel has taken the resource. */
  @Post()
  @ReadsForm()
  async import(
    @Body() form: Fields,
    @CurrentSession() session: MemberSession,
    @CurrentAccount() account: Account | null,
  ): Promise<SeeOther> {
    const request = this.read(form);
    const importer = { session, account };
    await this.imports.assertOwn(request, importer);
    const chosen = typeof form['chosen'] === 'string' ? form['chosen'] : '';
    const [product = '', ...instance] = chosen.split(SEPARATOR);
    return seeOther(await this.imports.import(request, importer, { product, instance: instance.join(SEPARATOR) }));
  }

  private read(fields: Fields): ImportRequest {
    return readImportRequest(fields, this.settings.vercel.dashboardUrl);
  }
}
