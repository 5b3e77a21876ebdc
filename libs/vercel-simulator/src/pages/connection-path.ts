import type { Team } from '../team/team.js';
import type { TeamConnection } from '../team/team-connection.js';
import { teamPath } from './page-call.js';

/** Whose account is connected: the team's, or that of the member who acts for it. */
export type AccountKind = 'team' | 'personal';

/** The account of that kind. */
export function connectionOf(team: Team, kind: AccountKind): TeamConnection {
  return kind === 'team' ? team.connection : team.personal;
}

/** The page of an account, or an address below it. */
export function connectionPath({ name }: Team, kind: AccountKind, tail = ''): string {
  const base = teamPath(name, '/connection');
  if (tail === '') return kind === 'team' ? base : `${base}/personal`;
  return `${base}/${kind}${tail}`;
}
