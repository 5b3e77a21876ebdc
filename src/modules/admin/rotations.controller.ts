import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { ADMIN_WRITE_FAILURES, Answers } from '../../platform/http/index.js';
import { Rotations } from '../resources/index.js';
import { RotateRequest } from './dto/rotate.request.js';
import { AdminRotationResponse } from './dto/rotation.response.js';
import { Standings } from './standings.service.js';

/** Rotations of secrets that operators ask for. */
@Controller('admin/v1/resources/:resourceId')
export class AdminRotationsController {
  constructor(
    private readonly rotations: Rotations,
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
}
