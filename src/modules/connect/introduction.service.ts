import { Injectable } from '@nestjs/common';
import type { AccountAccess, Outcome, VercelApi, VercelConfiguration } from '#libs/vercel-api';
import { Settings } from '../../platform/config/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { ConnectedInstallations } from '../installations/index.js';
import { AccountCalls } from './account-calls.service.js';

/** Who an account is, as it is called at Vercel. */
interface Named {
  readonly slug: string;
  readonly name: string;
}

/** What a configuration may reach: all projects, or these. */
export type Reach = 'all' | ReadonlySet<string>;

const UNKNOWN = {
  kind: 'final',
  code: 'reach_unknown',
  message: 'Vercel does not say which projects may be reached',
} as const;

/** Asks Vercel who an account is and what it lets us reach, and keeps it; what cannot be asked now is left as it was. */
@Injectable()
export class Introduction {
  constructor(
    private readonly calls: AccountCalls,
    private readonly installations: ConnectedInstallations,
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: Settings,
  ) {}

  async keepName(installationId: string): Promise<void> {
    const owner = await this.calls.ask(installationId, nameOf);
    const configuration = await this.configuration(installationId);
    if (owner.kind !== 'done') return;
    const { slug, name } = owner.value;
    const { scopes, projectSelection } = configuration.kind === 'done' ? configuration.value : {};
    await this.unitOfWork.run(() =>
      this.installations.describe(installationId, {
        account: { url: `${this.settings.vercel.dashboardUrl}/${encodeURIComponent(slug)}`, name },
        ...(scopes !== undefined && { scopes }),
        ...(projectSelection !== undefined && { projectSelection }),
      }),
    );
  }

  /** What the team has let us reach; the mapping made on our pages never goes beyond it, and where Vercel does not say it, nothing is within. */
  async reach(installationId: string): Promise<Outcome<Reach>> {
    const configuration = await this.configuration(installationId);
    if (configuration.kind !== 'done') return configuration;
    const { projectSelection, projects } = configuration.value;
    if (projectSelection === 'all') return { kind: 'done', value: 'all' };
    if (projectSelection === undefined && projects === undefined) return UNKNOWN;
    return { kind: 'done', value: new Set(projects ?? []) };
  }

  private configuration(installationId: string): Promise<Outcome<VercelConfiguration>> {
    return this.calls.ask(installationId, (api, access) =>
      api.configurations.get(access, access.teamId === null ? {} : { teamId: access.teamId }),
    );
  }
}

async function nameOf(api: VercelApi, access: AccountAccess): Promise<Outcome<Named>> {
  if (access.teamId === null) {
    const user = await api.accounts.user(access);
    if (user.kind !== 'done') return user;
    const slug = user.value.username ?? user.value.id;
    return { kind: 'done', value: { slug, name: user.value.name ?? slug } };
  }
  const team = await api.accounts.team(access, access.teamId);
  if (team.kind !== 'done') return team;
  return { kind: 'done', value: { slug: team.value.slug, name: team.value.name ?? team.value.slug } };
}
