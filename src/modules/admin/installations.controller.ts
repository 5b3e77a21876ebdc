import { Controller, Get, Param, Query } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { ADMIN_READ_FAILURES, Answers, cursorAfter, readPage } from '../../platform/http/index.js';
import { type Installation, InstallationRepository } from '../installations/index.js';
import { Notifications } from '../notifications/index.js';
import { ResourceFigures, type ResourceState } from '../resources/index.js';
import { AdminInstallationsResponse } from './dto/installation.response.js';
import { ListInstallationsQuery } from './dto/list-tenants.query.js';
import { AdminInstallationDetailResponse } from './dto/tenant-detail.response.js';
import { showInstallation } from './installation.view.js';
import { showNotification } from './notification.view.js';
import { Standings } from './standings.service.js';

/** Installations for operators. */
@Controller('admin/v1/installations')
export class AdminInstallationsController {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly standings: Standings,
    private readonly notifications: Notifications,
    private readonly figures: ResourceFigures,
  ) {}

  /** All installations, those that have left included. */
  @Get()
  @Answers(
    { status: 200, type: AdminInstallationsResponse, description: 'A page of installations' },
    ADMIN_READ_FAILURES,
  )
  @Operator('read')
  async list(@Query() query: ListInstallationsQuery): Promise<AdminInstallationsResponse> {
    const page = readPage(query);
    const found = await this.installations.listPage(query, page.after, page.limit);
    const last = found.at(page.limit - 1);
    return {
      installations: found.map(showInstallation),
      ...(last === undefined ? {} : { next: cursorAfter(last.id) }),
    };
  }

  /** One installation: its plan, why it is out of use, what is said beside it, and how many resources it has. */
  @Get(':installationId')
  @Answers({ status: 200, type: AdminInstallationDetailResponse, description: 'The installation' }, [
    ...ADMIN_READ_FAILURES,
    404,
  ])
  @Operator('read')
  async show(@Param('installationId') given: string): Promise<AdminInstallationDetailResponse> {
    const installationId = Standings.readId(given, 'Installation');
    const installation = await this.installations.find(installationId);
    if (installation === null) throw new NotFound('Installation');
    const { suspensions } = await this.standings.ofInstallation(installationId);
    const said = await this.notifications.raisedOn({ installationId });
    const counts = Object.entries(await this.figures.byState(installationId)) as [ResourceState, number][];
    return {
      ...showInstallation(installation),
      scopes: [...installation.scopes],
      suspensions,
      notifications: said.map(showNotification),
      resources: counts.map(([state, resources]) => ({ state, resources })),
      ...leavingOf(installation),
      updatedAt: installation.updatedAt.toISOString(),
    };
  }
}

function leavingOf({ isActive, reconcileAt, uninstallReason, windowClosesAt, uninstalledAt }: Installation) {
  return {
    ...(isActive ? { nextComparisonAt: reconcileAt.toISOString() } : {}),
    ...(uninstallReason === null ? {} : { uninstallReason }),
    ...(windowClosesAt === null ? {} : { windowClosesAt: windowClosesAt.toISOString() }),
    ...(uninstalledAt === null ? {} : { uninstalledAt: uninstalledAt.toISOString() }),
  };
}
