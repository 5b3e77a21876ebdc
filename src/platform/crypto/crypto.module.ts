import { Global, Module } from '@nestjs/common';

import { Settings } from '../config/index.js';
import { SealedColumns } from './sealed-columns.js';
import { SealedMove } from './sealed-move.js';
import { Sealer } from './sealer.js';
import { SealingKeys } from './sealing-keys.js';

/** Seals and opens with the configured key ring. */
@Global()
@Module({
  providers: [
    SealedColumns,
    SealedMove,
    SealingKeys,
    { provide: Sealer, inject: [Settings], useFactory: (settings: Settings) => new Sealer(settings.keyRing) },
  ],
  exports: [Sealer, SealedColumns, SealedMove, SealingKeys],
})
export class CryptoModule {}
