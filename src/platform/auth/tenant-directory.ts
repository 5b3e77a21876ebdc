/** What is on record about the installation and the resource that a path names. */
export interface TenantFacts {
  readonly installation: InstallationFacts | null;
  readonly resource: ResourceFacts | null;
}

/** An installation that was installed at some time. */
export interface InstallationFacts {
  readonly state: 'active' | 'uninstalling' | 'uninstalled';
  /** Integration id with which it was installed. */
  readonly audience: string;
}

/** `row` is for the handler, which knows its type. */
export interface ResourceFacts {
  readonly gone: boolean;
  readonly row: unknown;
}

/** Looks a tenant and one of its resources up in one statement; a foreign resource is not found. */
export abstract class TenantDirectory {
  abstract find(installationId: string, resourceId: string | null): Promise<TenantFacts>;

  /** Whose a resource is or was, for operators, who name it by its id alone; null for none. */
  abstract findOwner(resourceId: string): Promise<string | null>;
}
