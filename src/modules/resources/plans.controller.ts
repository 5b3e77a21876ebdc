import { Controller, Get, Query } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { PlansResponse as PlansBody } from '#libs/vercel-contract';
import { InstallationId, ResourceRow, VercelAuth } from '../../platform/auth/index.js';
import { Answers, READ_FAILURES } from '../../platform/http/index.js';
import { METADATA_QUERY, PlansResponse, readMetadataQuery } from '../catalog/index.js';
import { PlanOfferService } from './plan-offer.service.js';
import type { ResourceSnapshot } from './resource.view.js';

/** The plans that an installation or a resource may move to. */
@Controller('v1/installations/:installationId')
export class PlansController {
  constructor(private readonly offers: PlanOfferService) {}

  /** Plans available to the installation. */
  @Get('plans')
  @Answers({ status: 200, type: PlansResponse, description: 'Billing plans' }, READ_FAILURES)
  @ApiQuery(METADATA_QUERY)
  @VercelAuth('system')
  async forInstallation(
    @InstallationId() installationId: string,
    @Query('metadata') metadata: unknown,
  ): Promise<PlansBody> {
    readMetadataQuery(metadata);
    return { plans: await this.offers.forInstallation(installationId) };
  }

  /** Plans an existing resource may move to. */
  @Get('resources/:resourceId/plans')
  @Answers({ status: 200, type: PlansResponse, description: 'Billing plans' }, READ_FAILURES)
  @ApiQuery(METADATA_QUERY)
  @VercelAuth('system')
  async forResource(
    @InstallationId() installationId: string,
    @ResourceRow() resource: ResourceSnapshot,
    @Query('metadata') metadata: unknown,
  ): Promise<PlansBody> {
    readMetadataQuery(metadata);
    return { plans: await this.offers.forResource(installationId, resource) };
  }
}
