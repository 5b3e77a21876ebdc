import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../catalog/index.js';
import { InstallationsModule } from '../installations/index.js';
import { ResourcesModule } from '../resources/index.js';
import { AcceptanceService } from './acceptance.service.js';
import { ClaimsService } from './claims.service.js';
import { Completion } from './completion.service.js';
import { PruneClaims } from './jobs/prune-claims.job.js';
import { PurgeListener } from './purge.listener.js';
import { TransferClaimRepository } from './transfer-claim.repository.js';
import { TransferClaimResource } from './transfer-claim-resource.entity.js';
import { TransferClaim } from './transfer-claim.entity.js';
import { TransferTerms } from './transfer-terms.js';
import { TransferVerification } from './transfer-verification.entity.js';
import { TransferableResources } from './transferable-resources.js';
import { TransferList } from './transfer-list.repository.js';
import { TransfersController } from './transfers.controller.js';
import { VerificationService } from './verification.service.js';

/** Transfers: how resources go over from one team to another. */
@Module({
  imports: [
    CatalogModule,
    InstallationsModule,
    ResourcesModule,
    TypeOrmModule.forFeature([TransferClaim, TransferClaimResource, TransferVerification]),
  ],
  controllers: [TransfersController],
  providers: [
    TransferClaimRepository,
    TransferList,
    TransferableResources,
    TransferTerms,
    ClaimsService,
    VerificationService,
    AcceptanceService,
    Completion,
    PruneClaims,
    PurgeListener,
  ],
  exports: [TransferList],
})
export class TransfersModule {}
