import { Module } from '@nestjs/common';

import { Settings } from '../../platform/config/index.js';
import { Catalog } from './catalog.js';
import { loadCatalog } from './catalog.loader.js';
import { ProductPlansController } from './product-plans.controller.js';

/** Reads `CATALOG_FILE` at the start; a catalog with faults stops it. */
@Module({
  controllers: [ProductPlansController],
  providers: [
    {
      provide: Catalog,
      inject: [Settings],
      useFactory: (settings: Settings) => loadCatalog(settings.catalogFile),
    },
  ],
  exports: [Catalog],
})
export class CatalogModule {}
