/** What became of a call; nothing is ever thrown for it. */
export type Outcome<Value> = Done<Value> | Failure;

/** Vercel said yes. */
export interface Done<Value> {
  readonly kind: 'done';
  readonly value: Value;
}

/** Why a call did not succeed, by what its caller has to do next. */
export type Failure = Final | Retry | UnknownOutcome | InstallationDisabled | InstallationGone;

/** What every failure tells; neither text holds the token or a secret that the call carried. */
interface Told {
  /** The status Vercel answered, when it answered. */
  readonly status?: number;
  /** Vercel's own code, or this library's where Vercel gave none. */
  readonly code: string;
  readonly message: string;
}

/** Repeating the very call gives the same; a 404 here is that of the resource or member named, never the installation's. */
export interface Final extends Told {
  readonly kind: 'final';
}

/** Without harm to be repeated: it had no effect, or repeating makes no difference. */
export interface Retry extends Told {
  readonly kind: 'retry';
  /** Milliseconds before which a repetition is useless; absent where nobody said, then the caller's own back-off holds. */
  readonly afterMs?: number;
}

/** It may have taken effect and repeating it may take effect again: read the truth, or repeat under the same external id. */
export interface UnknownOutcome extends Told {
  readonly kind: 'unknown-outcome';
  readonly afterMs?: number;
}

/** Vercel refuses every call of this installation until it is enabled again. */
export interface InstallationDisabled extends Told {
  readonly kind: 'installation-disabled';
}

/** Installation or token are no more: park it, and find out why before anything is destroyed. */
export interface InstallationGone extends Told {
  readonly kind: 'installation-gone';
}
