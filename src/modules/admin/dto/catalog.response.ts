/** A plan as it is sold. */
export class AdminPlanResponse {
  /** @example pro */
  readonly id: string;
  /** @example subscription */
  readonly type: 'subscription' | 'prepayment';
  /** @example Pro */
  readonly name: string;
  /** Whether nobody new can choose it. @example false */
  readonly disabled: boolean;
  /** How many resources, or installations, are on it now. @example 12 */
  readonly inUse: number;
}

/** A product as it is sold. */
export class AdminProductResponse {
  /** @example postgres */
  readonly id: string;
  /** @example Postgres */
  readonly name: string;
  /** What makes it. @example postgres */
  readonly driver: string;
  /** Meters of its usage. @example ["storage","compute"] */
  readonly meters: string[];
  readonly plans: AdminPlanResponse[];
}

/** Something about the catalog that somebody should look at. */
export class AdminCatalogFindingResponse {
  /**
   * `disabled-plan-in-use`: nobody new can choose a plan that some are on; `plan-gone`, `product-gone`: the catalog does not have any more what some
   * are on, so that it cannot be priced.
   */
  readonly kind: 'disabled-plan-in-use' | 'plan-gone' | 'product-gone';
  /** Absent: a plan of installations. @example postgres */
  readonly productId?: string;
  /** @example legacy */
  readonly planId: string;
  /** How many resources, or installations, are concerned. @example 3 */
  readonly inUse: number;
}

/** What is sold, as this server has read it at its start, and what is wrong with it. */
export class AdminCatalogResponse {
  /** What has a plan. @example resource */
  readonly billing: 'resource' | 'installation';
  /** What billing periods follow. @example anniversary */
  readonly period: 'anniversary' | 'calendar-month';
  readonly products: AdminProductResponse[];
  /** Plans of installations; none where resources have their own. */
  readonly installationPlans: AdminPlanResponse[];
  readonly findings: AdminCatalogFindingResponse[];
}
