import type { MemberRole } from '#libs/vercel-webhooks';

/** A member has another role than before, `NONE` for one who was removed; in the unit of work that keeps it. */
export class MemberRoleChanged {
  constructor(
    readonly installationId: string,
    readonly memberId: string,
    readonly role: MemberRole,
  ) {}
}
