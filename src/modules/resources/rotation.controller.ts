import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { RotateSecretsResponse as RotateSecretsBody } from '#libs/vercel-contract';
import { InstallationId, ResourceRow, VercelAuth } from '../../platform/auth/index.js';
import { Answers, BodyMayBeAbsent, WRITE_FAILURES } from '../../platform/http/index.js';
import { InSteps } from '../../platform/idempotency/index.js';
import { RotateSecretsRequest } from './dto/rotate-secrets.request.js';
import { RotateSecretsResponse } from './dto/rotate-secrets.response.js';
import type { ResourceSnapshot } from './resource.view.js';
import { RotationService } from './rotation.service.js';

/** Rotation of a resource's secrets, asked for by Vercel. */
@Controller('v1/installations/:installationId/resources/:resourceId/secrets/rotate')
export class RotationController {
  constructor(private readonly rotation: RotationService) {}

  /** Replaces the secrets; the present ones go on working for the delay. */
  @Post()
  @Answers({ status: 200, type: RotateSecretsResponse, description: 'The new secrets, all of them' }, WRITE_FAILURES)
  @HttpCode(200)
  @VercelAuth('user', 'system')
  @InSteps({ claims: 'before' })
  @BodyMayBeAbsent(true)
  @ApiBody({ type: RotateSecretsRequest, required: false })
  rotate(
    @InstallationId() installationId: string,
    @ResourceRow() { id }: ResourceSnapshot,
    @Body() body: RotateSecretsRequest,
  ): Promise<RotateSecretsBody> {
    return this.rotation.rotate(installationId, id, body);
  }
}
