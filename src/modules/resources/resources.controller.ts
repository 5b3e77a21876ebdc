import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { InstallationId, ResourceRow, VercelAuth } from '../../platform/auth/index.js';
import { InSteps } from '../../platform/idempotency/index.js';
import { ChangesService } from './changes.service.js';
import { ProvisionResourceRequest } from './dto/provision-resource.request.js';
import { readIdsQuery } from './dto/ids.query.js';
import { ProvisionResourceResponse, ResourceListResponse, ResourceResponse } from './dto/resource.response.js';
import { UpdateResourceRequest } from './dto/update-resource.request.js';
import { ProvisioningService } from './provisioning.service.js';
import { RemovalService } from './removal.service.js';
import { ResourceRepository } from './resource.repository.js';
import { ResourceView, type ResourceSnapshot } from './resource.view.js';

/** The resource endpoints of Vercel's partner API. */
@Controller('v1/installations/:installationId/resources')
export class ResourcesController {
  constructor(
    private readonly provisioning: ProvisioningService,
    private readonly changes: ChangesService,
    private readonly removal: RemovalService,
    private readonly resources: ResourceRepository,
    private readonly view: ResourceView,
  ) {}

  /** Provisions a resource. */
  @Post()
  @HttpCode(200)
  @VercelAuth('user')
  @InSteps(true)
  provision(
    @InstallationId() installationId: string,
    @Body() body: ProvisionResourceRequest,
  ): Promise<ProvisionResourceResponse> {
    return this.provisioning.provision(installationId, body);
  }

  /** The installation's resources. */
  @Get()
  @VercelAuth('system')
  async list(@InstallationId() installationId: string, @Query('ids') ids?: string[]): Promise<ResourceListResponse> {
    const found = await this.resources.findLive(installationId, readIdsQuery(ids));
    return { resources: found.map((resource) => this.view.render(resource)) };
  }

  /** One resource, as the guard has read it. */
  @Get(':resourceId')
  @VercelAuth('system')
  show(@ResourceRow() resource: ResourceSnapshot): ResourceResponse {
    return this.view.render(resource);
  }

  /** Changes name, metadata, plan or protocol settings. */
  @Patch(':resourceId')
  @VercelAuth('user')
  change(
    @InstallationId() installationId: string,
    @ResourceRow() { id }: ResourceSnapshot,
    @Body() body: UpdateResourceRequest,
  ): Promise<ResourceResponse> {
    return this.changes.change(installationId, id, body);
  }

  /** Deprovisions a resource. */
  @Delete(':resourceId')
  @HttpCode(204)
  @VercelAuth('user', 'system')
  remove(@InstallationId() installationId: string, @ResourceRow() { id }: ResourceSnapshot): Promise<void> {
    return this.removal.start(installationId, id);
  }
}
