/** Values that replace a secret's own in one environment. */
export interface EnvironmentOverrides {
  readonly development?: string;
  readonly preview?: string;
  readonly production?: string;
}

/** A secret in the clear as it crosses the wire; it becomes an environment variable of the connected projects. */
export interface WireSecret {
  readonly name: string;
  readonly value: string;
  readonly prefix?: string;
  readonly environmentOverrides?: EnvironmentOverrides;
}
