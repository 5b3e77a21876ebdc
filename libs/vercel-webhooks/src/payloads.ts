import { type Fields, fieldsOf, textOf, textsOf } from './fields.js';

/** `integration-configuration.transferred`: the installation now belongs to another account. */
export interface Transferred {
  readonly newAccountId: string;
}

/** Null where the new account is not named. */
export function readTransferred(payload: Fields): Transferred | null {
  const newAccountId = textOf(payload, 'newAccountId') ?? textOf(payload, 'newTeamId');
  return newAccountId === null ? null : { newAccountId };
}

/** All scopes after a confirmed change; null where the list is missing. */
export function readScopes(payload: Fields): readonly string[] | null {
  return textsOf(fieldsOf(payload, 'configuration'), 'scopes');
}

/** `integration-configuration.permission-upgraded`: which projects the installation may reach from then on, and what changed. */
export interface ProjectAccess {
  readonly projectSelection: 'all' | 'selected';
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Null where the selection is missing, or not known. */
export function readProjectAccess(payload: Fields): ProjectAccess | null {
  const projectSelection = textOf(fieldsOf(payload, 'configuration'), 'projectSelection');
  if (projectSelection !== 'all' && projectSelection !== 'selected') return null;
  const projects = fieldsOf(payload, 'projects');
  return { projectSelection, added: textsOf(projects, 'added') ?? [], removed: textsOf(projects, 'removed') ?? [] };
}

/** `integration-resource.project-connected` and `…-disconnected`; ids are the provider's resource and Vercel's project. */
export interface ProjectConnection {
  readonly resourceId: string;
  readonly projectId: string;
  readonly projectName: string | null;
  readonly targets: readonly string[];
}

/** Null where resource or project is not named. */
export function readProjectConnection(payload: Fields): ProjectConnection | null {
  const project = fieldsOf(payload, 'project');
  const resourceId = textOf(payload, 'resourceId');
  const projectId = textOf(project, 'id') ?? textOf(payload, 'projectId');
  if (resourceId === null || projectId === null) return null;
  return { resourceId, projectId, projectName: textOf(project, 'name'), targets: textsOf(payload, 'targets') ?? [] };
}

/** Roles of `marketplace.member.changed`; `NONE`: no longer a member. */
export const MEMBER_ROLES = ['ADMIN', 'USER', 'NONE'] as const;
/** See {@link MEMBER_ROLES}. */
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** A member and its role from the event on. */
export interface MemberChange {
  readonly memberId: string;
  readonly role: MemberRole;
}

/** Null where the member is not named, or has a role that is not known. */
export function readMemberChange(payload: Fields): MemberChange | null {
  const memberId = textOf(payload, 'memberId');
  const role = MEMBER_ROLES.find((known) => known === payload['role']);
  return memberId === null || role === undefined ? null : { memberId, role };
}

/** `marketplace.invoice.…`: which invoice it is, by Vercel's id and by ours where it was we who submitted it. */
export interface InvoiceNamed {
  readonly invoiceId: string;
  readonly externalInvoiceId: string | null;
}

/** Null where the invoice is not named. */
export function readInvoiceNamed(payload: Fields): InvoiceNamed | null {
  const invoiceId = textOf(payload, 'invoiceId');
  return invoiceId === null ? null : { invoiceId, externalInvoiceId: textOf(payload, 'externalInvoiceId') };
}

/** `project.…`: the id of the project; null where it is not named. */
export function readProjectId(payload: Fields): string | null {
  return textOf(fieldsOf(payload, 'project'), 'id') ?? textOf(payload, 'projectId');
}
