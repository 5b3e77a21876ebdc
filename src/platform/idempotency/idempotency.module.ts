import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdempotencyAnswer } from './idempotency-answer.entity.js';
import { IdempotencyKey } from './idempotency-key.entity.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { Ledger } from './ledger.js';
import { OncePerKey } from './once-per-key.js';
import { PruneKeys } from './prune-keys.job.js';
import { Answers } from './scope.js';

/** The ledger of keyed requests. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([IdempotencyKey, IdempotencyAnswer])],
  providers: [Ledger, OncePerKey, Answers, IdempotencyInterceptor, PruneKeys],
  exports: [IdempotencyInterceptor, OncePerKey, Answers],
})
export class IdempotencyModule {}
