import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { ADMIN_WRITE_FAILURES, Answers } from '../../platform/http/index.js';
import { Onboarding, Retries, Suspensions } from '../resources/index.js';
import { ReasonRequest } from './dto/reason.request.js';
import { ResourceStandingResponse } from './dto/standing.response.js';
import { Standings } from './standings.service.js';

const STANDING = { status: 200, type: ResourceStandingResponse, description: 'Whether it is in use' };

/** What operators do to a resource; its product is told afterwards. */
@Controller('admin/v1/resources/:resourceId')
export class ResourceActionsController {
  constructor(
    private readonly suspensions: Suspensions,
    private readonly retries: Retries,
    private readonly onboarding: Onboarding,
    private readonly standings: Standings,
  ) {}

  /** Takes the resource out of use. */
  @Post('suspend')
  @Answers(STANDING, ADMIN_WRITE_FAILURES)
  @HttpCode(200)
  @Operator('operate')
  async suspend(
    @Param('resourceId') given: string,
    @Body() { reason }: ReasonRequest,
  ): Promise<ResourceStandingResponse> {
    const resource = await this.standings.find(given);
    const { installationId, id: resourceId } = resource;
    await this.suspensions.suspend(installationId, { resourceId, cause: 'operator', message: reason });
    return this.standings.ofResource(resource);
  }

  /** Takes back what an operator has said; what is out of use for another cause as well stays so. */
  @Post('resume')
  @Answers(STANDING, ADMIN_WRITE_FAILURES)
  @HttpCode(200)
  @Operator('operate')
  async resume(
    @Param('resourceId') given: string,
    @Body() { reason }: ReasonRequest,
  ): Promise<ResourceStandingResponse> {
    const resource = await this.standings.find(given);
    const { installationId, id: resourceId } = resource;
    await this.suspensions.resume(installationId, { resourceId, cause: 'operator', message: reason });
    return this.standings.ofResource(resource);
  }

  /** Has the product asked once more for what it refused, or has not done yet. */
  @Post('retry')
  @Answers(STANDING, ADMIN_WRITE_FAILURES)
  @HttpCode(200)
  @Operator('operate')
  async retry(
    @Param('resourceId') given: string,
    @Body() { reason }: ReasonRequest,
  ): Promise<ResourceStandingResponse> {
    const resource = await this.standings.find(given);
    await this.retries.retry(resource.installationId, resource.id, reason);
    return this.standings.ofResource(resource);
  }

  /** Ends the waiting for a customer who has done what was left to do. */
  @Post('finish-onboarding')
  @Answers(STANDING, ADMIN_WRITE_FAILURES)
  @HttpCode(200)
  @Operator('operate')
  async finishOnboarding(
    @Param('resourceId') given: string,
    @Body() { reason }: ReasonRequest,
  ): Promise<ResourceStandingResponse> {
    const resource = await this.standings.find(given);
    await this.onboarding.finish(resource.installationId, resource.id, reason);
    return this.standings.ofResource(resource);
  }
}
