import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import type {
  ListResourcesResponse as ListResourcesBody,
  ProvisionResourceResponse as ProvisionResourceBody,
  ResourceBody,
} from '#libs/vercel-contract';
import { InstallationId, ResourceRow, VercelAuth } from '../../platform/auth/index.js';
import { Answers, READ_FAILURES, WRITE_FAILURES } from '../../platform/http/index.js';
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
  @Answers(
    { status: 200, type: ProvisionResourceResponse, description: 'The resource, with its secrets' },
    WRITE_FAILURES,
  )
  @HttpCode(200)
  @VercelAuth('user')
  @InSteps({ claims: 'itself' })
  provision(
    @InstallationId() installationId: string,
    @Body() body: ProvisionResourceRequest,
  ): Promise<ProvisionResourceBody> {
    return this.provisioning.provision(installationId, body);
  }

  /** The installation's resources. */
  @Get()
  @Answers({ status: 200, type: ResourceListResponse, description: 'Resources of the installation' }, READ_FAILURES)
  @VercelAuth('system')
  async list(@InstallationId() installationId: string, @Query('ids') ids?: string[]): Promise<ListResourcesBody> {
    const found = await this.resources.findLive(installationId, readIdsQuery(ids));
    return { resources: await this.view.renderRows(installationId, found) };
  }

  /** One resource, as the guard has read it. */
  @Get(':resourceId')
  @Answers({ status: 200, type: ResourceResponse, description: 'The resource' }, READ_FAILURES)
  @VercelAuth('system')
  show(@InstallationId() _installationId: string, @ResourceRow() resource: ResourceSnapshot): ResourceBody {
    return this.view.render(resource);
  }

  /** Changes name, metadata, plan or protocol settings. */
  @Patch(':resourceId')
  @Answers({ status: 200, type: ResourceResponse, description: 'The resource after the change' }, WRITE_FAILURES)
  @VercelAuth('user')
  change(
    @InstallationId() installationId: string,
    @ResourceRow() { id }: ResourceSnapshot,
    @Body() body: UpdateResourceRequest,
  ): Promise<ResourceBody> {
    return this.changes.change(installationId, id, body);
  }

  /** Deprovisions a resource. */
  @Delete(':resourceId')
  @Answers({ status: 204, description: 'Deleted' }, WRITE_FAILURES)
  @HttpCode(204)
  @VercelAuth('user', 'system')
  remove(@InstallationId() installationId: string, @ResourceRow() { id }: ResourceSnapshot): Promise<void> {
    return this.removal.start(installationId, id);
  }
}
