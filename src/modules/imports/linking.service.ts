import { Injectable } from '@nestjs/common';
import { type InstallationAccess, type Outcome, VercelApi } from '#libs/vercel-api';
import { UnitOfWork } from '../../platform/database/index.js';
import { Conflict, DomainError, Unavailable } from '../../platform/errors/index.js';
import { LINKED_PLAN, type Product } from '../catalog/index.js';
import { VercelLine } from '../installations/index.js';
import {
  Adoptions,
  type DriverSecret,
  type Importable,
  type InstanceOwner,
  type WaitingLink,
} from '../resources/index.js';

const REFUSED = {
  user: { message: 'Vercel did not take the import. Nothing was changed. Please start again from Vercel.' },
};
const CLOSED = { user: { message: 'Vercel does not take anything for this installation at the moment.' } };
const SILENT = { user: { message: 'Vercel did not answer. Nothing is lost: please try the same again.' } };

/** What was chosen, by whom, in which import. */
export interface Choice {
  readonly product: Product;
  readonly chosen: Importable;
  readonly owner: InstanceOwner;
  readonly digest: Buffer;
}

/**
 * Links an instance in three steps, none of which happens twice: placed, adopted at the product, told to Vercel; recorded only with
 * Vercel's yes. A repeat goes on at the step that is missing, and what nobody finishes is let go again.
 */
@Injectable()
export class Linking {
  constructor(
    private readonly adoptions: Adoptions,
    private readonly api: VercelApi,
    private readonly line: VercelLine,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Tells the resource's id. @throws DomainError, whose `user` message is fit for the page */
  async link(installationId: string, { product, chosen, owner, digest }: Choice): Promise<string> {
    const link = await this.adoptions.begin(installationId, { product, chosen, digest });
    if (link.kind === 'finished') return link.resource.id;
    try {
      const secrets = await this.adoptions.adopt(link, owner);
      const name = await this.tell(link, secrets);
      await this.adoptions.finish(link, secrets, name);
    } catch (error) {
      if (error instanceof DomainError && error.isFinal) await this.adoptions.giveUp(link);
      throw error;
    }
    return link.resource.id;
  }

  /** Vercel may give it another name, which is told. */
  private async tell(link: WaitingLink, secrets: readonly DriverSecret[]): Promise<string> {
    const { installationId, id, productSlug, name } = link.resource;
    const line = await this.unitOfWork.run(() => this.line.open(installationId));
    if (line.kind === 'closed') throw new Conflict('The installation is leaving', CLOSED);
    if (line.kind === 'parked') throw new Unavailable('Vercel refuses the installation', CLOSED);
    const outcome = await this.api.resources.import(line.access, id, {
      productId: productSlug,
      name,
      status: 'ready',
      ownership: 'linked',
      billingPlan: LINKED_PLAN,
      secrets: secrets.map((secret) => ({ name: secret.name, value: secret.value.reveal() })),
    });
    await this.hear(line.access, line.trial, outcome);
    if (outcome.kind === 'done') return outcome.value.name ?? name;
    throw failureOf(outcome);
  }

  private async hear(
    { installationId }: InstallationAccess,
    trial: 'trial' | 'ordinary',
    outcome: Outcome<unknown>,
  ): Promise<void> {
    await this.unitOfWork.run(async () => {
      if (outcome.kind === 'installation-disabled' || outcome.kind === 'installation-gone')
        await this.line.park(installationId, outcome);
      else if (trial === 'trial') await this.line.heard(installationId, outcome);
    });
  }
}

/** What is over is a conflict, and taken back; what may pass, or may have been done, is tried again. */
function failureOf({ kind, code }: Exclude<Outcome<unknown>, { readonly kind: 'done' }>): DomainError {
  if (kind === 'final') return new Conflict('Vercel refused the import', { ...REFUSED, reason: code });
  if (kind === 'retry' || kind === 'unknown-outcome')
    return new Unavailable('Vercel did not take the import', { ...SILENT, reason: code });
  return new Conflict('Vercel refuses the installation', { ...CLOSED, reason: code });
}
