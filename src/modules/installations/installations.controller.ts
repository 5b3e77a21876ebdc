import { Body, Controller, Delete, Get, HttpCode, Patch, Put } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { DeleteInstallationResponse as DeleteInstallationBody, InstallationBody } from '#libs/vercel-contract';
import type { SystemIdentity, UserIdentity } from '#libs/vercel-oidc';
import { Caller, InstallationId, Installs, VercelAuth } from '../../platform/auth/index.js';
import { Answers, READ_FAILURES, WRITE_FAILURES } from '../../platform/http/index.js';
import { DeleteInstallationRequest } from './dto/delete-installation.request.js';
import { DeleteInstallationResponse, InstallationResponse } from './dto/installation.response.js';
import { UpdateInstallationRequest } from './dto/update-installation.request.js';
import { UpsertInstallationRequest } from './dto/upsert-installation.request.js';
import { InstallationService } from './installation.service.js';
import { UninstallService } from './uninstall.service.js';

/** The installation endpoints of Vercel's partner API. */
@Controller('v1/installations/:installationId')
export class InstallationsController {
  constructor(
    private readonly service: InstallationService,
    private readonly uninstalls: UninstallService,
  ) {}

  /** Installs, or refreshes the credentials of an installation. */
  @Put()
  @Answers({ status: 200, type: InstallationResponse, description: 'Installation stored' }, WRITE_FAILURES)
  @VercelAuth('user')
  @Installs()
  upsert(
    @InstallationId() id: string,
    @Caller() caller: UserIdentity | SystemIdentity,
    @Body() body: UpsertInstallationRequest,
  ): Promise<InstallationBody> {
    return this.service.upsert(id, caller, body);
  }

  /** The installation's plan and notification. */
  @Get()
  @Answers({ status: 200, type: InstallationResponse, description: 'The installation' }, READ_FAILURES)
  @VercelAuth('system')
  show(@InstallationId() id: string): Promise<InstallationBody> {
    return this.service.show(id);
  }

  /** Changes the installation-level plan. */
  @Patch()
  @Answers({ status: 200, type: InstallationResponse, description: 'Updated installation' }, WRITE_FAILURES)
  @VercelAuth('user')
  changePlan(@InstallationId() id: string, @Body() body: UpdateInstallationRequest): Promise<InstallationBody> {
    return this.service.changePlan(id, body.billingPlanId);
  }

  /** Uninstalls. */
  @Delete()
  @ApiResponse({ status: 204, description: 'There is no such installation, or not any more' })
  @Answers(
    { status: 200, type: DeleteInstallationResponse, description: 'Deleted; says whether billing is closed' },
    WRITE_FAILURES,
  )
  @HttpCode(200)
  @VercelAuth('user', 'system')
  uninstall(@InstallationId() id: string, @Body() body: DeleteInstallationRequest): Promise<DeleteInstallationBody> {
    return this.uninstalls.request(id, body, 'delete');
  }
}
