import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { ADMIN_WRITE_FAILURES, Answers } from '../../platform/http/index.js';
import { NeedsKey } from '../../platform/idempotency/index.js';
import { Reprovisions, Rotations } from '../resources/index.js';
import { ReasonRequest } from './dto/reason.request.js';
import { RotateRequest } from './dto/rotate.request.js';
import { AdminRotationResponse } from './dto/rotation.response.js';
import { ResourceStandingResponse } from './dto/standing.response.js';
import { Standings } from './standings.service.js';

/** What operators have a product make anew: the secrets alone, or all of it. */
@Controller('admin/v1/resources/:resourceId')
export class AdminRotationsController {
  constructor(
    private readonly rotations: Rotations,
    private readonly reprovisions: Reprovisions,
    private readonly standings: Standings,
  ) {}

  /** Replaces the secrets: the product makes new ones, Vercel is told, and only then the time of the present ones begins to end. */
  @Post('rotate')
  @Answers({ status: 202, type: AdminRotationResponse, description: 'It is under way' }, ADMIN_WRITE_FAILURES)
  @HttpCode(202)
  @Operator('operate')
  async rotate(
    @Param('resourceId') given: string,
    @Body() { reason, delayHours }: RotateRequest,
  ): Promise<AdminRotationResponse> {
    const { installationId, id: resourceId } = await this.standings.find(given);
    const delay = delayHours === undefined ? {} : { delayOldSecretsExpirationHours: delayHours };
    const wish = { reason, ...delay, delayField: 'delayHours' };
    const version = await this.rotations.start(installationId, resourceId, wish);
    return { installationId, resourceId, version };
  }

  /**
   * Has the product make again, under the same resource id, what it has lost or could not keep in order.
   * @remarks What still stands is finished or left alone, so that there are never two; **what is lost stays lost**: the customer gets an empty one.
   * Vercel reads `pending` until it stands, and is then told new secrets. The plan goes on and is not charged again. 409 where the resource is on its
   * way out, linked, or being made, and while the product is at work on it.
   */
  @Post('reprovision')
  @Answers({ status: 202, type: ResourceStandingResponse, description: 'It is under way' }, ADMIN_WRITE_FAILURES)
  @HttpCode(202)
  @Operator('operate')
  @NeedsKey()
  async reprovision(
    @Param('resourceId') given: string,
    @Body() { reason }: ReasonRequest,
  ): Promise<ResourceStandingResponse> {
    const resource = await this.standings.find(given);
    await this.reprovisions.start(resource.installationId, resource.id, reason);
    return this.standings.ofResource(resource);
  }
}
