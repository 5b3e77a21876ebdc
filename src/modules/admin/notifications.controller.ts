import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { ADMIN_WRITE_FAILURES, Answers, BodyMayBeAbsent } from '../../platform/http/index.js';
import { InstallationRepository } from '../installations/index.js';
import { Notifications, SetNotificationRequest } from '../notifications/index.js';
import { Standings } from './standings.service.js';

/** The cause under which operators have something to say; what other causes say stays. */
const KEY = 'operator';

/** What operators have customers told beside their installations and resources. */
@Controller('admin/v1')
export class AdminNotificationsController {
  constructor(
    private readonly notifications: Notifications,
    private readonly installations: InstallationRepository,
    private readonly standings: Standings,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Shows a notification beside an installation, in place of the operators' one before. */
  @Post('installations/:installationId/notification')
  @HttpCode(204)
  @Answers({ status: 204, description: 'It is shown, unless a more severe one is' }, ADMIN_WRITE_FAILURES)
  @Operator('operate')
  setOnInstallation(@Param('installationId') id: string, @Body() said: SetNotificationRequest): Promise<void> {
    return this.unitOfWork.run(async () => {
      await this.assertInstalled(id);
      await this.notifications.set({ installationId: id }, said, KEY);
    });
  }

  /** Takes the operators' notification back. */
  @Delete('installations/:installationId/notification')
  @HttpCode(204)
  @BodyMayBeAbsent(true)
  @Answers({ status: 204, description: 'It is not shown any more' }, ADMIN_WRITE_FAILURES)
  @Operator('operate')
  clearOnInstallation(@Param('installationId') id: string): Promise<void> {
    return this.unitOfWork.run(async () => {
      await this.assertInstalled(id);
      await this.notifications.clear({ installationId: id }, KEY);
    });
  }

  /** Shows a notification beside a resource, in place of the operators' one before. */
  @Post('resources/:resourceId/notification')
  @HttpCode(204)
  @Answers({ status: 204, description: 'It is shown, unless a more severe one is' }, ADMIN_WRITE_FAILURES)
  @Operator('operate')
  setOnResource(@Param('resourceId') id: string, @Body() said: SetNotificationRequest): Promise<void> {
    return this.unitOfWork.run(async () => this.notifications.set(await this.liveResource(id), said, KEY));
  }

  /** Takes the operators' notification back. */
  @Delete('resources/:resourceId/notification')
  @HttpCode(204)
  @BodyMayBeAbsent(true)
  @Answers({ status: 204, description: 'It is not shown any more' }, ADMIN_WRITE_FAILURES)
  @Operator('operate')
  clearOnResource(@Param('resourceId') id: string): Promise<void> {
    return this.unitOfWork.run(async () => this.notifications.clear(await this.liveResource(id), KEY));
  }

  private async assertInstalled(id: string): Promise<void> {
    const installation = await this.installations.find(Standings.readId(id, 'Installation'));
    if (installation === null || !installation.isActive) throw new NotFound('Installation');
  }

  private async liveResource(id: string): Promise<{ readonly installationId: string; readonly resourceId: string }> {
    const { installationId, isLive } = await this.standings.find(id);
    if (!isLive) throw new NotFound('Resource');
    return { installationId, resourceId: id };
  }
}
