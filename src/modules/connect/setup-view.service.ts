import { Injectable } from '@nestjs/common';
import type { Outcome } from '#libs/vercel-api';
import { InstallationRepository } from '../installations/index.js';
import type { ConfirmedFlow } from './flow-gate.service.js';
import { newFlowSecret } from './flow-secret.js';
import { wordsFor } from './failure-words.js';
import { manageOf } from './link-page.js';
import { Offer, type Offered } from './offer.service.js';
import { type ProjectChoice, Projects, type ProjectSearch } from './projects.service.js';

/** What can be connected, and where. */
export interface SetupView {
  readonly account: string;
  readonly csrf: string;
  /** Makes a form that is sent twice buy once. */
  readonly key: string;
  readonly search: string;
  readonly choice: ProjectChoice | null;
  /** Why there are no projects to choose from; null: there may be. */
  readonly problem: string | null;
  readonly nextPage: string | null;
  readonly held: readonly { readonly id: string; readonly name: string; readonly product: string }[];
  readonly offered: readonly Offered[];
  readonly manage: string;
}

/** Puts together what the page of a connect popup shows. */
@Injectable()
export class SetupViews {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly projects: Projects,
    private readonly offer: Offer,
  ) {}

  async show({ installationId, flow, csrf }: ConfirmedFlow, asked: Omit<ProjectSearch, 'current'>): Promise<SetupView> {
    const choice = await this.projects.choose(installationId, { ...asked, current: flow.projectId });
    const held = await this.offer.held(installationId);
    return {
      account: await this.accountName(installationId),
      csrf,
      key: newFlowSecret(),
      search: asked.search ?? '',
      ...projectsOf(choice, asked.search),
      held: held.map(({ id, name, productSlug }) => ({ id, name, product: productSlug })),
      offered: this.offer.list(),
      manage: manageOf(installationId),
    };
  }

  /** As Vercel calls it; its id as long as Vercel has not said. */
  async accountName(installationId: string): Promise<string> {
    const installation = await this.installations.find(installationId);
    return installation?.accountName ?? installation?.accountId ?? installationId;
  }
}

function projectsOf(
  choice: Outcome<ProjectChoice>,
  search: string | null,
): Pick<SetupView, 'choice' | 'problem' | 'nextPage'> {
  if (choice.kind !== 'done') return { choice: null, problem: wordsFor(choice), nextPage: null };
  const { next } = choice.value;
  const query = new URLSearchParams({ ...(search !== null && { search }), ...(next !== null && { from: next }) });
  return { choice: choice.value, problem: null, nextPage: next === null ? null : `/connect/setup?${query.toString()}` };
}
