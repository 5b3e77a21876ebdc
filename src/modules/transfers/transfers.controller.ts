import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import type {
  CreateResourceTransferResponse as CreatedBody,
  VerifyResourceTransferResponse as VerifiedBody,
} from '#libs/vercel-contract';
import { InstallationId, VercelAuth } from '../../platform/auth/index.js';
import { Answers, BodyMayBeAbsent, READ_FAILURES, WRITE_FAILURES } from '../../platform/http/index.js';
import { AcceptanceService } from './acceptance.service.js';
import { ClaimId } from './claim-id.pipe.js';
import { ClaimsService } from './claims.service.js';
import { CreateTransferRequest } from './dto/create-transfer.request.js';
import { PutTransferRequest } from './dto/put-transfer.request.js';
import { CreateTransferResponse, VerifyTransferResponse } from './dto/transfer.response.js';
import { VerificationService } from './verification.service.js';

const CLAIM = { name: 'providerClaimId', description: 'As the claim was answered, or named by Vercel', type: String };

/** Transfers of resources between teams; the installation of the path is the source of a new claim, else the target. */
@Controller('v1/installations/:installationId/resource-transfer-requests')
export class TransfersController {
  constructor(
    private readonly claims: ClaimsService,
    private readonly verification: VerificationService,
    private readonly acceptance: AcceptanceService,
  ) {}

  /** Opens a claim on resources of the installation. */
  @Post()
  @Answers({ status: 200, type: CreateTransferResponse, description: 'Claim created' }, [...WRITE_FAILURES, 422])
  @HttpCode(200)
  @VercelAuth('system')
  async create(@InstallationId() installationId: string, @Body() body: CreateTransferRequest): Promise<CreatedBody> {
    return { providerClaimId: await this.claims.open(installationId, body.resourceIds, body.expiresAt) };
  }

  /** The same under an id of Vercel's: the older form. */
  @Put(':transferId')
  @Answers({ status: 204, description: 'Claim created' }, [...WRITE_FAILURES, 422])
  @HttpCode(204)
  @VercelAuth('system')
  @ApiParam({ ...CLAIM, name: 'transferId' })
  createAs(
    @InstallationId() installationId: string,
    @Param('transferId', ClaimId) claimId: string,
    @Body() body: PutTransferRequest,
  ): Promise<void> {
    return this.claims.openAs(installationId, claimId, body.resourceIds, body.expiration);
  }

  /** Whether the installation could take what the claim promises, and which plan it would have to take for it. */
  @Get(':providerClaimId/verify')
  @Answers({ status: 200, type: VerifyTransferResponse, description: 'The claim is valid for this target' }, [
    ...READ_FAILURES,
    409,
    422,
  ])
  @VercelAuth('system')
  @ApiParam(CLAIM)
  verify(
    @InstallationId() installationId: string,
    @Param('providerClaimId', ClaimId) claimId: string,
  ): Promise<VerifiedBody> {
    return this.verification.verify(installationId, claimId);
  }

  /** Moves the resources to the installation; the guide shows a body, which says nothing that the path does not. */
  @Post(':providerClaimId/accept')
  @Answers({ status: 204, description: 'Transfer completed' }, [...WRITE_FAILURES, 422])
  @HttpCode(204)
  @VercelAuth('system')
  @BodyMayBeAbsent(true)
  @ApiParam(CLAIM)
  accept(@InstallationId() installationId: string, @Param('providerClaimId', ClaimId) claimId: string): Promise<void> {
    return this.acceptance.accept(installationId, claimId);
  }
}
