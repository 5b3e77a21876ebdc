import { Injectable } from '@nestjs/common';
import { wordsFor } from './failure-words.js';
import { Introduction } from './introduction.service.js';
import { pathOfLink } from './link-page.js';
import { Offer } from './offer.service.js';
import type { ProjectLink } from './project-link.entity.js';
import { ProjectLinkRepository } from './project-link.repository.js';
import { SetupViews } from './setup-view.service.js';

/** What is connected of an account. */
export interface ManageView {
  readonly account: string;
  readonly csrf: string;
  /** Why nothing can be changed now; null: it can. */
  readonly problem: string | null;
  readonly links: readonly { readonly link: ProjectLink; readonly path: string; readonly resource: string }[];
  /** Resources that no project has. */
  readonly unused: readonly { readonly id: string; readonly name: string }[];
}

/** Puts together what Vercel's Configure button leads to. */
@Injectable()
export class ManageViews {
  constructor(
    private readonly setup: SetupViews,
    private readonly introduction: Introduction,
    private readonly links: ProjectLinkRepository,
    private readonly offer: Offer,
  ) {}

  /** Asks Vercel whether the connection stands: what it refuses is shown, and what it allows again goes on. */
  async show(installationId: string, csrf: string): Promise<ManageView> {
    const reach = await this.introduction.reach(installationId);
    const held = await this.offer.held(installationId);
    const links = await this.links.list(installationId);
    const names = new Map(held.map(({ id, name }) => [id, name]));
    return {
      account: await this.setup.accountName(installationId),
      csrf,
      problem: reach.kind === 'done' ? null : wordsFor(reach),
      links: links.map((link) => ({
        link,
        path: pathOfLink(link),
        resource: names.get(link.resourceId) ?? link.resourceId,
      })),
      unused: held.filter(({ id }) => !links.some(({ resourceId }) => resourceId === id)),
    };
  }
}
