/** A token that only `reveal()` gives out. */
export interface AccessToken {
  reveal(): string;
}

/** Whose call it is: the installation (`icfg_…`) and its bearer token. */
export interface InstallationAccess {
  readonly installationId: string;
  readonly token: AccessToken;
}
