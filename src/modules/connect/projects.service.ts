import { Injectable } from '@nestjs/common';
import type { Outcome, ProjectPage, VercelProject } from '#libs/vercel-api';
import { AccountCalls } from './account-calls.service.js';
import { Introduction, type Reach } from './introduction.service.js';

const PAGE = 20;

/** Which page of the projects somebody looks at. */
export interface ProjectSearch {
  readonly search: string | null;
  readonly from: string | null;
  /** The one that the popup was opened from. */
  readonly current: string | null;
}

/** The projects to choose from; the present one comes first, whatever page it is on. */
export interface ProjectChoice {
  readonly projects: readonly VercelProject[];
  readonly preselected: string | null;
  readonly next: string | null;
}

/** The projects of a connected account that the team lets us reach. */
@Injectable()
export class Projects {
  constructor(
    private readonly calls: AccountCalls,
    private readonly introduction: Introduction,
  ) {}

  async choose(installationId: string, { search, from, current }: ProjectSearch): Promise<Outcome<ProjectChoice>> {
    const reach = await this.introduction.reach(installationId);
    if (reach.kind !== 'done') return reach;
    const page = await this.page(installationId, { search, from });
    if (page.kind !== 'done') return page;
    const listed = page.value.projects.filter(({ id }) => isWithin(reach.value, id));
    const isWanted = current !== null && from === null && isWithin(reach.value, current);
    const present = !isWanted ? null : await this.present(installationId, current);
    const others = listed.filter(({ id }) => id !== present?.id);
    const projects = present === null ? others : [present, ...others];
    return { kind: 'done', value: { projects, preselected: present?.id ?? null, next: page.value.next } };
  }

  /** One that may be written to; `final` with 404 for any other. */
  async find(installationId: string, projectId: string): Promise<Outcome<VercelProject>> {
    const reach = await this.introduction.reach(installationId);
    if (reach.kind !== 'done') return reach;
    if (isWithin(reach.value, projectId))
      return this.calls.ask(installationId, (api, access) => api.projects.get(access, projectId));
    return { kind: 'final', status: 404, code: 'not_found', message: 'the team does not let us reach the project' };
  }

  private page(
    installationId: string,
    { search, from }: Pick<ProjectSearch, 'search' | 'from'>,
  ): Promise<Outcome<ProjectPage>> {
    const query = { limit: PAGE, ...(search !== null && { search }), ...(from !== null && { from }) };
    return this.calls.ask(installationId, (api, access) => api.projects.list(access, query));
  }

  private async present(installationId: string, current: string): Promise<VercelProject | null> {
    const outcome = await this.calls.ask(installationId, (api, access) => api.projects.get(access, current));
    return outcome.kind === 'done' ? outcome.value : null;
  }
}

function isWithin(reach: Reach, projectId: string): boolean {
  return reach === 'all' || reach.has(projectId);
}
