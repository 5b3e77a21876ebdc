/** A plan as it is sold. */
export class AdminPlanResponse {
  /** Its id in the catalog. @example pro */
  readonly id: string;
  /** `prepayment`: credits are bought first. @example subscription */
  readonly type: 'subscription' | 'prepayment';
  /** As customers know it. @example Pro */
  readonly name: string;
  /** Whether nobody new can choose it. @example false */
  readonly disabled: boolean;
  /** How many resources, or installations, are on it now. @example 12 */
  readonly inUse: number;
}

/** A product as it is sold. */
export class AdminProductResponse {
  /** Its id in the catalog. @example postgres */
  readonly id: string;
  /** As customers know it. @example Postgres */
  readonly name: string;
  /** What makes it. @example postgres */
  readonly driver: string;
  /** Meters of its usage. @example ["storage","compute"] */
  readonly meters: string[];
  /** All of them, in the order of the catalog. */
  readonly plans: AdminPlanResponse[];
}

/** Something about the catalog that somebody should look at. */
export class AdminCatalogFindingResponse {
  /**
   * `disabled-plan-in-use`: nobody new can choose a plan that some are on; `plan-gone`, `product-gone`: the catalog does not have any more what some
   * are on, so that it cannot be priced.
   * @example plan-gone
   */
  readonly kind: 'disabled-plan-in-use' | 'plan-gone' | 'product-gone';
  /** Absent: a plan of installations. @example postgres */
  readonly productId?: string;
  /** Id of the plan in the catalog. @example legacy */
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
  /** All of them, in the order of the catalog. */
  readonly products: AdminProductResponse[];
  /** Plans of installations; none where resources have their own. */
  readonly installationPlans: AdminPlanResponse[];
  /** What is wrong with it; none: nothing. */
  readonly findings: AdminCatalogFindingResponse[];
}
