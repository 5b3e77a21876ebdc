import type { AccountAccess } from '../access.js';
import { type ProjectPage, readProject, readProjectPage, type VercelProject } from '../answers/project.js';
import { accountCall } from '../call/account-call.js';
import type { Caller } from '../call/caller.js';
import type { Outcome } from '../outcome.js';

const LONGEST_SEARCH = 100;

/** Which projects: those that a text is found in, from where the page before ended. */
export interface ProjectQuery {
  readonly search?: string;
  readonly from?: string;
  readonly limit?: number;
}

/** The projects of a connected account (`vercel-api.md` 3.3). */
export class ProjectCalls {
  constructor(private readonly caller: Caller) {}

  /** `GET /v10/projects`: a page; a longer search than Vercel takes is cut. */
  list(access: AccountAccess, { search, from, limit }: ProjectQuery = {}): Promise<Outcome<ProjectPage>> {
    const query = { search: search?.slice(0, LONGEST_SEARCH), from, limit: limit?.toString() };
    const request = { endpoint: 'projects', method: 'GET', path: ['v10', 'projects'], query } as const;
    return this.caller.call({ ...accountCall(access, request), read: readProjectPage });
  }

  /** `GET /v9/projects/{idOrName}`; `final` with 404 for one that the account cannot reach. */
  get(access: AccountAccess, id: string): Promise<Outcome<VercelProject>> {
    const request = { endpoint: 'projects', method: 'GET', path: ['v9', 'projects', id], ids: [id] } as const;
    return this.caller.call({ ...accountCall(access, request), read: readProject });
  }
}
