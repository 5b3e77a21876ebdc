/** So much is put to what somebody has; below zero: taken. */
export interface Share {
  readonly holder: string;
  readonly cents: number;
}

/** What is left to whom while entries are made up: cents by holder, the installation itself being one. */
export class Purse {
  constructor(
    private readonly installationId: string,
    private readonly cents: Map<string, number>,
  ) {}

  /**
   * What a cost takes from whom: from the resource first, then from the installation. What neither has is owed by the resource, or by
   * the installation where the resource is not there any more. A cost below zero gives back.
   */
  pay(holder: string, cost: number, whereabouts: 'here' | 'gone'): readonly Share[] {
    const last = whereabouts === 'here' ? holder : this.installationId;
    if (cost < 0) return this.put([{ holder: last, cents: -cost }]);
    const own = Math.min(cost, this.left(holder));
    const shared = holder === this.installationId ? 0 : Math.min(cost - own, this.left(this.installationId));
    return this.put([
      { holder, cents: -own },
      { holder: this.installationId, cents: -shared },
      { holder: last, cents: own + shared - cost },
    ]);
  }

  /** What the installation's credits can pay of what its resources owe: how much to each of them. */
  payDebts(): readonly Share[] {
    const debts = [...this.cents].filter(([holder, cents]) => cents < 0 && holder !== this.installationId);
    return debts
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([holder, owed]) => {
        const cents = Math.min(-owed, this.left(this.installationId));
        this.put([
          { holder, cents },
          { holder: this.installationId, cents: -cents },
        ]);
        return cents === 0 ? [] : [{ holder, cents }];
      });
  }

  private left(holder: string): number {
    return Math.max(0, this.cents.get(holder) ?? 0);
  }

  /** One share per holder, and none of nothing. */
  private put(parts: readonly Share[]): readonly Share[] {
    const shares = new Map<string, number>();
    for (const { holder, cents } of parts) {
      shares.set(holder, (shares.get(holder) ?? 0) + cents);
      this.cents.set(holder, (this.cents.get(holder) ?? 0) + cents);
    }
    return [...shares].filter(([, cents]) => cents !== 0).map(([holder, cents]) => ({ holder, cents }));
  }
}
