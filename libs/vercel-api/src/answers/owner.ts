import { isFields, maybeText, textOf } from './fields.js';

/** A team. */
export interface VercelTeam {
  readonly id: string;
  readonly slug: string;
  readonly name?: string;
}

/** The user that a token stands for; narrow tokens are told the id and little more. */
export interface VercelUser {
  readonly id: string;
  readonly username?: string;
  readonly name?: string;
  readonly email?: string;
}

/** Reads Get Team. */
export function readTeam(json: unknown): VercelTeam | null {
  if (!isFields(json)) return null;
  const id = textOf(json, 'id');
  const slug = textOf(json, 'slug');
  return id === undefined || slug === undefined ? null : { id, slug, ...maybeText(json, 'name') };
}

/** Reads Get User. */
export function readUser(json: unknown): VercelUser | null {
  if (!isFields(json) || !isFields(json['user'])) return null;
  const user = json['user'];
  const id = textOf(user, 'id');
  if (id === undefined) return null;
  return { id, ...maybeText(user, 'username'), ...maybeText(user, 'name'), ...maybeText(user, 'email') };
}
