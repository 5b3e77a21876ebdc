/** A resource has gone over to another installation; until that instant it was the former's. */
export class ResourceHandedOver {
  constructor(
    readonly resourceId: string,
    readonly formerInstallationId: string,
    readonly until: Date,
  ) {}
}
