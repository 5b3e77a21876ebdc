/** A call that the provider made to the Vercel API, and what became of it; tokens are not kept. */
export interface RecordedCall {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly body: unknown;
  /** The installation whose token came with it, when one did. */
  readonly installationId: string | undefined;
  /** The status that was answered; 0 when none was. */
  status: number;
  /** Faults against Vercel's document. */
  readonly faults: readonly string[];
  /** The kind of the fault on demand that struck it. */
  readonly struckBy: string | undefined;
}

/** A breach of the contract by the provider: an answer to Vercel, or a request to it. */
export interface Violation {
  readonly side: 'partner-answer' | 'vercel-request';
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly faults: readonly string[];
}
