import { Body, Controller, Delete, Get, HttpCode, Patch, Put } from '@nestjs/common';
import type { SystemIdentity, UserIdentity } from '#libs/vercel-oidc';
import { Caller, InstallationId, Installs, VercelAuth } from '../../platform/auth/index.js';
import { DeleteInstallationRequest } from './dto/delete-installation.request.js';
import { DeleteInstallationResponse, InstallationResponse } from './dto/installation.response.js';
import { UpdateInstallationRequest } from './dto/update-installation.request.js';
import { UpsertInstallationRequest } from './dto/upsert-installation.request.js';
import { InstallationService } from './installation.service.js';

/** The installation endpoints of Vercel's partner API. */
@Controller('v1/installations/:installationId')
export class InstallationsController {
  constructor(private readonly service: InstallationService) {}

  /** Installs, or refreshes the credentials of an installation. */
  @Put()
  @VercelAuth('user')
  @Installs()
  upsert(
    @InstallationId() id: string,
    @Caller() caller: UserIdentity | SystemIdentity,
    @Body() body: UpsertInstallationRequest,
  ): Promise<InstallationResponse> {
    return this.service.upsert(id, caller, body);
  }

  /** The installation's plan and notification. */
  @Get()
  @VercelAuth('system')
  show(@InstallationId() id: string): Promise<InstallationResponse> {
    return this.service.show(id);
  }

  /** Changes the installation-level plan. */
  @Patch()
  @VercelAuth('user')
  changePlan(@InstallationId() id: string, @Body() body: UpdateInstallationRequest): Promise<InstallationResponse> {
    return this.service.changePlan(id, body.billingPlanId);
  }

  /** Uninstalls. */
  @Delete()
  @HttpCode(200)
  @VercelAuth('user', 'system')
  uninstall(
    @InstallationId() id: string,
    @Body() body: DeleteInstallationRequest,
  ): Promise<DeleteInstallationResponse> {
    return this.service.uninstall(id, body);
  }
}
