import { Injectable } from '@nestjs/common';
import type { MemberRole } from '#libs/vercel-webhooks';
import { Sql } from '../../platform/database/index.js';

/** What is said of an account from before the present one is past. Only forward: of two events of the same instant the one that leaves fewer rights stands. */
const NOTE_ROLE = {
  name: 'member-note-role',
  text: `WITH known AS (SELECT role FROM members WHERE installation_id = $1 AND id = $2)
         INSERT INTO members (installation_id, id, role, role_since)
         SELECT id, $2, $3, $4 FROM installations
         WHERE id = $1 AND state <> 'uninstalled' AND (account_since IS NULL OR account_since <= $4)
         ON CONFLICT (installation_id, id) DO UPDATE SET role = excluded.role, role_since = excluded.role_since
         WHERE (members.role_since, array_position(ARRAY['ADMIN', 'USER', 'NONE'], members.role))
             < (excluded.role_since, array_position(ARRAY['ADMIN', 'USER', 'NONE'], excluded.role))
         RETURNING (SELECT role FROM known) AS before`,
};

const DELETE_SOME = `DELETE FROM members WHERE installation_id = $1 AND id IN (
  SELECT id FROM members WHERE installation_id = $1 LIMIT $2
)`;

const FIND_UNCONFIRMED = `SELECT id, role FROM members WHERE installation_id = $1 AND role <> 'NONE'
  ORDER BY confirmed_at NULLS FIRST, id LIMIT $2`;

const LIST = `SELECT id, role, role_since AS "roleSince" FROM members WHERE installation_id = $1 AND role <> 'NONE'
  ORDER BY role, id LIMIT $2`;

const LIST_ALL = `/* every tenant: operators list them */
  SELECT installation_id AS "installationId", id, role, role_since AS "roleSince", confirmed_at AS "confirmedAt" FROM members
  WHERE (installation_id, id) > ($1, $2) AND ($3::text IS NULL OR installation_id = $3) ORDER BY installation_id, id LIMIT $4`;

/** A member as on record, also one who has been removed. */
export interface KnownMember {
  readonly installationId: string;
  readonly id: string;
  readonly role: MemberRole;
  readonly roleSince: Date;
  readonly confirmedAt: Date | null;
}

/** A member who has not been removed. */
export interface ListedMember {
  readonly id: string;
  readonly role: PresentRole;
  readonly roleSince: Date;
}

/** A role with which somebody may be signed in. */
export type PresentRole = Exclude<MemberRole, 'NONE'>;

/** Members of an installation's team. */
@Injectable()
export class MemberRepository {
  constructor(private readonly sql: Sql) {}

  /** The role on record until then, null for none; `not-noted` when a newer role is on record, or the installation is not there. */
  async noteRole(
    installationId: string,
    { memberId, role }: { memberId: string; role: MemberRole },
    since: Date,
  ): Promise<MemberRole | null | 'not-noted'> {
    const values = [installationId, memberId, role, since];
    const [noted] = await this.sql.rows<{ before: MemberRole | null }>({ ...NOTE_ROLE, values });
    return noted === undefined ? 'not-noted' : noted.before;
  }

  /** Null for one of whom nothing is known. */
  async roleOf(installationId: string, id: string): Promise<MemberRole | null> {
    const text = `SELECT role FROM members WHERE installation_id = $1 AND id = $2`;
    const [member] = await this.sql.rows<{ role: MemberRole }>({ text, values: [installationId, id] });
    return member?.role ?? null;
  }

  /** At most `limit` who have not been removed, those first of whose role Vercel was asked the longest ago. */
  findUnconfirmed(
    installationId: string,
    limit: number,
  ): Promise<{ readonly id: string; readonly role: MemberRole }[]> {
    return this.sql.rows({ text: FIND_UNCONFIRMED, values: [installationId, limit] });
  }

  /** At most `limit` who have not been removed, administrators first. */
  list(installationId: string, limit: number): Promise<ListedMember[]> {
    return this.sql.rows<ListedMember & Record<string, unknown>>({ text: LIST, values: [installationId, limit] });
  }

  /** A page of the members of all installations, or of one, by their ids; for operators. */
  listPage(installationId: string | null, after: readonly string[], limit: number): Promise<KnownMember[]> {
    const values = [...after, installationId, limit];
    return this.sql.rows<KnownMember & Record<string, unknown>>({ text: LIST_ALL, values });
  }

  /** Vercel was asked for the role. */
  async confirm(installationId: string, id: string, at: Date): Promise<void> {
    const text = `UPDATE members SET confirmed_at = $3 WHERE installation_id = $1 AND id = $2`;
    await this.sql.affected({ text, values: [installationId, id, at] });
  }

  /** Deletes at most `limit` of a tenant, and tells how many. */
  deleteSome(installationId: string, limit: number): Promise<number> {
    return this.sql.affected({ text: DELETE_SOME, values: [installationId, limit] });
  }

  /** Nothing that was said of members before an instant counts any more. */
  async forgetBefore(installationId: string, instant: Date): Promise<void> {
    const text = `DELETE FROM members WHERE installation_id = $1 AND role_since < $2`;
    await this.sql.affected({ text, values: [installationId, instant] });
  }
}
