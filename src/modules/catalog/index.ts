export { CatalogModule } from './catalog.module.js';
export { Catalog } from './catalog.js';
export type {
  Aggregation,
  DrainDocument,
  Meter,
  MeterPrice,
  PlanDiscount,
  Pricing,
  Tiers,
} from './catalog.document.js';
export { CatalogInvalid, MetadataInvalid, UnknownProduct } from './catalog.errors.js';
export { loadCatalog, parseCatalog } from './catalog.loader.js';
export { BillingPlanResponse, PlansResponse } from './dto/billing-plan.response.js';
export { METADATA_QUERY, readMetadataQuery } from './dto/metadata.query.js';
export { departedPlan, LINKED_PLAN, Plan } from './plan.js';
export { Product } from './product.js';
