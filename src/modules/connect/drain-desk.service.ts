import { Injectable } from '@nestjs/common';
import type { AccountAccess, Outcome, VercelApi, VercelDrain } from '#libs/vercel-api';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Conflict, NotFound } from '../../platform/errors/index.js';
import { Catalog } from '../catalog/index.js';
import { PresentSecrets, ResourceRepository } from '../resources/index.js';
import { AccountCalls } from './account-calls.service.js';
import { type DrainTerms, drainWish, logDrainWish, nameAtVercel } from './drain-terms.js';
import { wordsFor } from './failure-words.js';
import { ProjectDrain } from './project-drain.entity.js';
import { type DrainKey, ProjectDrainRepository } from './project-drain.repository.js';

/** What customers do with drains: each is found again by its name at Vercel, so that a repetition makes no second one. */
@Injectable()
export class DrainDesk {
  constructor(
    private readonly calls: AccountCalls,
    private readonly drains: ProjectDrainRepository,
    private readonly resources: ResourceRepository,
    private readonly catalog: Catalog,
    private readonly secrets: PresentSecrets,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound for what the product does not declare, Conflict while the resource has no secrets yet */
  async create(key: DrainKey): Promise<void> {
    const terms = await this.terms(key);
    await this.unitOfWork.run(() => this.drains.addOnce(ProjectDrain.want(key, this.clock.now())));
    const outcome = await this.calls.ask(key.installationId, (api, access) => made(api, access, terms));
    await this.change(key, (drain) => {
      if (outcome.kind === 'done') drain.stand(outcome.value.id);
      else drain.note(wordsFor(outcome));
    });
  }

  /** Has Vercel send an example; Vercel tests no log drains of integrations. @throws as `create` */
  async test(key: DrainKey): Promise<void> {
    const wish = drainWish(await this.terms(key));
    const outcome = await this.calls.ask(key.installationId, (api, access) => api.drains.test(access, wish));
    const failure = outcome.kind === 'done' ? null : wordsFor(outcome);
    const refused = outcome.kind === 'done' && outcome.value.problem !== null;
    await this.change(key, (drain) => drain.note(refused ? 'The example was not taken.' : failure));
  }

  /** What is gone already is gone. @throws NotFound, Conflict as long as Vercel keeps it */
  async remove(key: DrainKey): Promise<void> {
    const drain = await this.drains.find(key);
    if (drain === null) throw new NotFound('Drain');
    const { document } = await this.declared(key);
    const outcome = await this.calls.ask(key.installationId, async (api, access): Promise<Outcome<void>> => {
      const group = document.kind === 'log-drain' ? api.logDrains : api.drains;
      const found = standing(await group.list(access), key);
      if (found.kind !== 'done' || found.value === null) return found.kind === 'done' ? GONE : found;
      return group.delete(access, found.value.id);
    });
    const isGone = outcome.kind === 'done' || (outcome.kind === 'final' && outcome.status === 404);
    if (!isGone) throw new Conflict('The drain stands', { user: { message: wordsFor(outcome) } });
    await this.unitOfWork.run(() => this.drains.delete(key));
  }

  private async terms(key: DrainKey): Promise<DrainTerms> {
    const declared = await this.declared(key);
    const present = await this.secrets.read(key.installationId, key.resourceId);
    if (present === null) throw new Conflict('The resource is not ready');
    return { ...declared, present };
  }

  private async declared(key: DrainKey): Promise<Omit<DrainTerms, 'present'>> {
    const resource = await this.resources.find(key.installationId, key.resourceId);
    const document = this.catalog.findProduct(resource?.productSlug ?? '')?.drains.get(key.name);
    if (document === undefined) throw new NotFound('Drain');
    return { key, document };
  }

  private change(key: DrainKey, change: (drain: ProjectDrain) => void): Promise<void> {
    return this.unitOfWork.run(async () => {
      const drain = await this.drains.find(key);
      if (drain === null) return;
      change(drain);
      await this.drains.update(drain);
    });
  }
}

const GONE: Outcome<void> = { kind: 'done', value: undefined };

/** The one that is there under the name, or a new one. */
async function made(api: VercelApi, access: AccountAccess, terms: DrainTerms): Promise<Outcome<VercelDrain>> {
  const isLogDrain = terms.document.kind === 'log-drain';
  const there = standing(await (isLogDrain ? api.logDrains : api.drains).list(access), terms.key);
  if (there.kind !== 'done') return there;
  if (there.value !== null) return { kind: 'done', value: there.value };
  return isLogDrain ? api.logDrains.create(access, logDrainWish(terms)) : api.drains.create(access, drainWish(terms));
}

function standing(list: Outcome<readonly VercelDrain[]>, key: DrainKey): Outcome<VercelDrain | null> {
  if (list.kind !== 'done') return list;
  const name = nameAtVercel(key);
  return { kind: 'done', value: list.value.find((drain) => drain.name === name) ?? null };
}
