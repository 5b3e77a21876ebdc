import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BeginHandoffController } from './begin.controller.js';
import { ElsewhereController } from './elsewhere.controller.js';
import { Handoff } from './handoff.service.js';
import { HandoffCode } from './handoff-code.entity.js';
import { HandoffCodeRepository } from './handoff-code.repository.js';
import { HandoffController } from './handoff.controller.js';
import { SigningKeyRow } from './signing-key.entity.js';
import { SigningKeyRepository } from './signing-key.repository.js';
import { SigningKeys } from './signing-keys.service.js';

/** The way to the provider's own dashboard. */
@Module({
  imports: [TypeOrmModule.forFeature([HandoffCode, SigningKeyRow])],
  controllers: [HandoffController],
  providers: [Handoff, HandoffCodeRepository, SigningKeys, SigningKeyRepository],
  exports: [Handoff, HandoffCodeRepository, SigningKeys],
})
export class HandoffModule {}

/** Takes the place of the built-in dashboard. */
@Module({ imports: [HandoffModule], controllers: [BeginHandoffController, ElsewhereController] })
export class ElsewhereModule {}
