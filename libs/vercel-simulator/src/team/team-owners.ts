import { type HeldOwner, newOwner } from '../connect/held-owner.js';
import { teamIdOf } from '../ids.js';
import type { TeamAccount } from './new-installation.js';

/** The team and the personal account of the member who acts for it, as owners of projects. */
export function ownersOf({ name, accountId, adminId }: TeamAccount): {
  readonly team: HeldOwner;
  readonly user: HeldOwner;
} {
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const person = { id: adminId, name: 'Ada Admin', email: `admin@${slug}.example`, username: `ada-${slug}` };
  return {
    team: newOwner({ id: teamIdOf(accountId), kind: 'team', name, slug, user: person }),
    user: newOwner({ id: adminId, kind: 'user', name: person.name, slug: person.username, user: person }),
  };
}
