import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentSession, type MemberSession, Session } from '../../platform/auth/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { Page, page, type PageAnswer, template } from '../../platform/pages/index.js';
import { InstallationRepository } from '../installations/index.js';
import { Members } from '../members/index.js';
import { OwnResources } from './own-resources.service.js';
import { resourcePath } from './resource-head.js';
import { type SettingsView, settingsView } from './settings-view.js';

interface SupportView {
  readonly installationId: string;
  readonly member: string;
  readonly resource: {
    readonly id: string;
    readonly name: string;
    readonly productName: string;
    readonly path: string;
  } | null;
}

const SETTINGS = template<SettingsView>('modules/dashboard/templates/settings');
const SUPPORT = template<SupportView>('modules/dashboard/templates/support');

/** Who has installed, who may come in, and how to get help. */
@ApiExcludeController()
@Controller('dashboard')
@Page()
@Session()
export class SettingsController {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly members: Members,
    private readonly resources: OwnResources,
  ) {}

  @Get('settings')
  async settings(@CurrentSession() session: MemberSession): Promise<PageAnswer> {
    const installation = await this.installations.find(session.installationId);
    if (installation === null) throw new NotFound('Installation');
    const members = await this.members.list(session.installationId);
    return page(SETTINGS, 'Settings', settingsView(installation, members, session));
  }

  @Get('support')
  async support(
    @CurrentSession() { installationId, memberId }: MemberSession,
    @Query('resource_id') id?: unknown,
  ): Promise<PageAnswer> {
    const own = typeof id === 'string' ? await this.resources.find(installationId, id) : null;
    const resource =
      own === null
        ? null
        : {
            id: own.resource.id,
            name: own.resource.name,
            productName: own.productName,
            path: resourcePath(own.resource.id),
          };
    return page(SUPPORT, 'Support', { installationId, member: memberId, resource });
  }
}
