/** What happens at one moment to one customer; `resource` is a name of the life's own. */
export type Act =
  | { readonly kind: 'install' }
  | { readonly kind: 'use-card'; readonly card: 'pays' | 'declines' }
  | { readonly kind: 'pay-debts' }
  | { readonly kind: 'grant-discount'; readonly discount: Discount }
  | { readonly kind: 'refund-invoice'; readonly cents: number }
  | { readonly kind: 'provision'; readonly resource: string; readonly plan: string }
  | { readonly kind: 'change-plan'; readonly resource: string; readonly plan: string }
  | { readonly kind: 'remove'; readonly resource: string }
  | { readonly kind: 'buy'; readonly resource: string; readonly cents: number }
  | { readonly kind: 'top-up'; readonly resource: string; readonly below: number; readonly cents: number }
  | { readonly kind: 'refund-credits'; readonly resource: string; readonly cents: number }
  | { readonly kind: 'uninstall' };

/** What an operator takes off for one customer: of a hundred, or dollars as decimal text. */
export type Discount = { readonly percentage: string } | { readonly amount: string };

/** Something used, and the moment at which it is told: late when a period has ended in between. */
export interface Use {
  readonly id: string;
  readonly customer: string;
  readonly resource: string;
  readonly meter: string;
  /** In milliseconds since 1970, as all instants of a life. */
  readonly at: number;
  /** Decimal text. */
  readonly value: string;
  /** A correction says why. */
  readonly reason: string | null;
}

/** What goes wrong at a moment. */
export type Trouble =
  | 'worker-down'
  | 'vercel-503'
  | 'vercel-429'
  | 'vercel-cuts'
  | 'vercel-forgets-to-answer'
  | 'webhooks-reversed'
  | 'webhooks-twice';

/** An instant at which the clock stops: things happen, and then what is due is done, unless there is trouble. */
export interface Moment {
  readonly at: number;
  readonly trouble: Trouble | null;
  /** Whether what it comes to so far is told to Vercel, which shows it to customers. */
  readonly isShown: boolean;
  /** Whether everything is compared with Vercel. */
  readonly isNight: boolean;
  readonly acts: readonly { readonly customer: string; readonly act: Act }[];
  readonly uses: readonly Use[];
  /** Of the uses so far, some that are sent once more. */
  readonly again: readonly Use[];
}

/** A year of many customers: all that product and model are told. */
export interface Life {
  readonly moments: readonly Moment[];
}
