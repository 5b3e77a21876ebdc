/** A log drain of the integration, the older kind. */
export interface HeldLogDrain {
  readonly id: string;
  readonly configurationId: string;
  readonly createdAt: Date;
  /** What it was made with. */
  readonly wish: Readonly<Record<string, unknown>>;
}

/** A drain; what it was made with is laid over by updates. */
export interface HeldDrain {
  readonly id: string;
  readonly configurationId: string;
  readonly createdAt: Date;
  updatedAt: Date;
  wish: Readonly<Record<string, unknown>>;
}
