/** Who keeps something out of use; each takes back its own word only. */
export type SuspensionCause = 'operator' | 'billing';

/** A reason for which something is kept out of use. */
export interface Suspension {
  readonly cause: SuspensionCause;
  /** What the customer reads. */
  readonly message: string;
  readonly since: Date;
}
