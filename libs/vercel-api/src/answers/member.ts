import type { UserRole } from '#libs/vercel-contract';
import { isFields, maybeText, textOf } from './fields.js';

/** A member of the team; the last two need a permission of their own. */
export interface VercelMember {
  readonly id: string;
  readonly role: UserRole;
  readonly globalUserId?: string;
  readonly userEmail?: string;
}

/** Reads Get Member Information; a role that is not known is none. */
export function readMember(json: unknown): VercelMember | null {
  if (!isFields(json)) return null;
  const id = textOf(json, 'id');
  const role = json['role'];
  if (id === undefined || (role !== 'ADMIN' && role !== 'USER')) return null;
  return { id, role, ...maybeText(json, 'globalUserId'), ...maybeText(json, 'userEmail') };
}
