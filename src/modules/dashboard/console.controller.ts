import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentSession, type MemberSession, Session } from '../../platform/auth/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { Page, page, type PageAnswer, ReadsForm, template } from '../../platform/pages/index.js';
import { ReplService } from '../resources/index.js';
import { CommandForm } from './dto/command.form.js';
import { type ConsoleView, consoleView } from './console-view.js';
import { type OwnResource, OwnResources } from './own-resources.service.js';

const CONSOLE = template<ConsoleView>('modules/dashboard/templates/console');

/** Commands to a resource whose product takes some. */
@ApiExcludeController()
@Controller('dashboard/resources/:id/console')
@Page()
@Session()
export class ConsoleController {
  constructor(
    private readonly resources: OwnResources,
    private readonly repl: ReplService,
  ) {}

  @Get()
  async show(@CurrentSession() { installationId, role }: MemberSession, @Param('id') id: string): Promise<PageAnswer> {
    const own = await this.withConsole(installationId, id);
    return page(CONSOLE, titleOf(own), consoleView(own, role, null));
  }

  /** Runs a command that cannot change anything. */
  @Post()
  @ReadsForm()
  read(
    @CurrentSession() session: MemberSession,
    @Param('id') id: string,
    @Body() { input }: CommandForm,
  ): Promise<PageAnswer> {
    return this.run(session, id, { input, readOnly: true });
  }

  /** Runs a command that may change something. */
  @Post('write')
  @Session('ADMIN', { fresh: true })
  @ReadsForm()
  write(
    @CurrentSession() session: MemberSession,
    @Param('id') id: string,
    @Body() { input }: CommandForm,
  ): Promise<PageAnswer> {
    return this.run(session, id, { input, readOnly: false });
  }

  private async run(
    { installationId, role }: MemberSession,
    id: string,
    { input, readOnly }: { readonly input: string; readonly readOnly: boolean },
  ): Promise<PageAnswer> {
    const own = await this.withConsole(installationId, id);
    const typed = input.replaceAll('\r\n', '\n');
    const outcome = await this.repl.run(installationId, id, { input: typed, readOnly }, role);
    return page(CONSOLE, titleOf(own), consoleView(own, role, { input: typed, readOnly, outcome }));
  }

  private async withConsole(installationId: string, id: string): Promise<OwnResource> {
    const own = await this.resources.get(installationId, id);
    if (own.product === null || own.product.capabilities.repl === null) throw new NotFound('Console');
    return own;
  }
}

function titleOf({ resource }: OwnResource): string {
  return `Console of ${resource.name}`;
}
