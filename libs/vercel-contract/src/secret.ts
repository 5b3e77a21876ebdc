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

/** Body of `POST …/resources/{id}/secrets/rotate`, which may be left out; the delay is 0 to 720 hours, with fractions. */
export interface RotateSecretsRequest {
  readonly reason?: string;
  readonly delayOldSecretsExpirationHours?: number;
}

/** Answer of the synchronous variant; without `partial: true` the list replaces everything. */
export interface RotateSecretsResponse {
  readonly sync: true;
  readonly secrets: readonly WireSecret[];
  readonly partial?: boolean;
}

/** Answer to a rotation that goes on: the new secrets follow by Update Resource Secrets. */
export interface RotationBegun {
  readonly sync: false;
}
