/** A member of the team behind an installation. */
export class AdminMemberResponse {
  /** Whose it is. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly installationId: string;
  /** Vercel's id of the user. @example 4bDcJGdQ2Fw8wWcCqV0GzVvG */
  readonly id: string;
  /** `NONE`: not in the team any more. @example ADMIN */
  readonly role: 'ADMIN' | 'USER' | 'NONE';
  /** ISO 8601, by Vercel's clock. @example 2026-01-31T12:00:00.000Z */
  readonly roleSince: string;
  /** ISO 8601: when Vercel was asked for the role the last time; absent: never. @example 2026-01-31T12:00:00.000Z */
  readonly confirmedAt?: string;
}

/** A page of members, by installation and id. */
export class AdminMembersResponse {
  /** Those of this page. */
  readonly members: AdminMemberResponse[];
  /** Cursor of the next page; absent on the last. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  readonly next?: string;
}

/** A project at Vercel that a resource is, or was, connected to. */
export class AdminConnectionResponse {
  /** Whose it is. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly installationId: string;
  /** Which resource it is about. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly resourceId: string;
  /** Vercel's id of the project. @example prj_uKC5DfjlRk2XVYkW0v3v2Q1mT8aB */
  readonly projectId: string;
  /** As the team calls it. @example storefront */
  readonly projectName?: string;
  /** Environments that get the secrets. @example ["production","preview"] */
  readonly targets: string[];
  /** `disconnected`: it no longer gets the secrets. @example connected */
  readonly state: 'connected' | 'disconnected';
  /** ISO 8601, by Vercel's clock. @example 2026-01-31T12:00:00.000Z */
  readonly since: string;
}

/** A page of connections, by installation, resource and project. */
export class AdminConnectionsResponse {
  /** Those of this page. */
  readonly connections: AdminConnectionResponse[];
  /** Cursor of the next page; absent on the last. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  readonly next?: string;
}

/** A resource whose secrets a project of a connected account has as variables. */
export class AdminLinkResponse {
  /** Of the connected account. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly installationId: string;
  /** Which resource it is about. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly resourceId: string;
  /** Vercel's id of the project. @example prj_uKC5DfjlRk2XVYkW0v3v2Q1mT8aB */
  readonly projectId: string;
  /** As the team calls it. @example storefront */
  readonly projectName: string;
  /** Environments that get the secrets. @example ["production","preview"] */
  readonly targets: string[];
  /** What is wanted of it. @example written */
  readonly wish: 'written' | 'removed';
  /** How many variables it has. @example 4 */
  readonly variables: number;
  /** The version of the secrets that all of them hold; absent: not all are there. @example 1 */
  readonly writtenVersion?: number;
  /** What keeps it from being written. @example Not all variables could be set. */
  readonly problem?: string;
  /** ISO 8601: when it is tried again; absent: nothing is to be done. @example 2026-01-31T12:00:00.000Z */
  readonly nextTryAt?: string;
}

/** A page of links, by account, resource and project. */
export class AdminLinksResponse {
  /** Those of this page. */
  readonly links: AdminLinkResponse[];
  /** Cursor of the next page; absent on the last. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  readonly next?: string;
}

/** Resources that go over from one installation to another. */
export class AdminTransferResponse {
  /** SHA-256 of its id in hex; the id itself lets take the resources. @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
  readonly reference: string;
  /** Whose they are, or were. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly installationId: string;
  /** Who has taken them. @example icfg_2Zc4XbW1sP9yT6hJ3kQmVn8e */
  readonly targetInstallationId?: string;
  /** `open`: they can still be taken. @example open */
  readonly state: 'open' | 'accepted' | 'expired';
  /** What it promises; nothing any more when it was accepted. @example ["res_u4pP0YbAQ1uKc0m3S3mVJw"] */
  readonly resourceIds: string[];
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly createdAt: string;
  /** ISO 8601. @example 2026-02-01T12:00:00.000Z */
  readonly expiresAt: string;
  /** ISO 8601. @example 2026-01-31T13:00:00.000Z */
  readonly acceptedAt?: string;
}

/** A page of transfers, newest first. */
export class AdminTransfersResponse {
  /** Those of this page. */
  readonly transfers: AdminTransferResponse[];
  /** Cursor of the next page; absent on the last. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  readonly next?: string;
}
