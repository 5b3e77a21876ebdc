/** The product has made a resource, or has begun to. */
export class ResourceProvisioned {
  constructor(
    readonly installationId: string,
    readonly resourceId: string,
    readonly productSlug: string,
    /** Of an account that is connected by the redirect flow, and not of an installation that Vercel sells to. */
    readonly ownerIsConnected: boolean,
  ) {}
}

/** Something of a resource has changed that its customer's projects have to learn; in the unit of work of the change. */
export class ResourceNews {
  constructor(
    readonly installationId: string,
    readonly resourceId: string,
    /** As `ResourcePushes` has it. */
    readonly kind: string,
  ) {}
}

/** A resource has gone over to another installation; until that instant it was the former's. */
export class ResourceHandedOver {
  constructor(
    readonly resourceId: string,
    readonly installationId: string,
    readonly formerInstallationId: string,
    readonly until: Date,
  ) {}
}

/** A resource is on a plan from now on, which somebody pays for: since it is there, or has changed its plan or its owner. */
export class ResourcePlanBegun {
  constructor(
    readonly installationId: string,
    readonly productSlug: string,
    readonly planId: string,
    /** `bought`: with the purchase itself. */
    readonly occasion: 'bought' | 'later',
  ) {}
}
