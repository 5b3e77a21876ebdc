/** A token that only `reveal()` gives out. */
export interface AccessToken {
  reveal(): string;
}

/** Whose call it is: the installation (`icfg_…`) and its bearer token. */
export interface InstallationAccess {
  readonly installationId: string;
  readonly token: AccessToken;
}

/** Access of a connected account (`vercel-api.md` 3): its team goes along with every call; null for a personal account. */
export interface AccountAccess extends InstallationAccess {
  readonly teamId: string | null;
}
