import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { Response } from 'express';
import type { RotateSecretsResponse as RotateSecretsBody, RotationBegun } from '#libs/vercel-contract';
import { InstallationId, ResourceRow, VercelAuth } from '../../platform/auth/index.js';
import { Answers, BodyMayBeAbsent, WRITE_FAILURES } from '../../platform/http/index.js';
import { InSteps } from '../../platform/idempotency/index.js';
import { RotateSecretsRequest } from './dto/rotate-secrets.request.js';
import { RotateSecretsResponse, RotationBegunResponse } from './dto/rotate-secrets.response.js';
import type { ResourceSnapshot } from './resource.view.js';
import { RotationService } from './rotation.service.js';

/** Rotation of a resource's secrets, asked for by Vercel. */
@Controller('v1/installations/:installationId/resources/:resourceId/secrets/rotate')
export class RotationController {
  constructor(private readonly rotation: RotationService) {}

  /** Replaces the secrets; the present ones go on working for the delay. */
  @Post()
  @Answers({ status: 200, type: RotateSecretsResponse, description: 'The new secrets, all of them' }, WRITE_FAILURES)
  @Answers({ status: 202, type: RotationBegunResponse, description: 'The new secrets follow' }, [])
  @HttpCode(200)
  @VercelAuth('user', 'system')
  @InSteps({ claims: 'before' })
  @BodyMayBeAbsent(true)
  @ApiBody({ type: RotateSecretsRequest, required: false })
  async rotate(
    @InstallationId() installationId: string,
    @ResourceRow() { id }: ResourceSnapshot,
    @Body() body: RotateSecretsRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RotateSecretsBody | RotationBegun> {
    const answer = await this.rotation.rotate(installationId, id, body);
    if (!answer.sync) response.status(202);
    return answer;
  }
}
