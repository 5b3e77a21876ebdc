import { setTimeout as pause } from 'node:timers/promises';
import { type HeldResource, type Team, UnexpectedAnswer } from '#libs/vercel-simulator';
import { unique } from '../stage.js';
import type { Ground } from './loop.js';
import type { Meter } from './meter.js';

const PACE_MS = 900;
/** A third of the teams leaves, and half of those that stay remove a resource. */
const LEAVES = 1 / 3;
const REMOVES = 1 / 2;

interface Bought {
  readonly metered: HeldResource;
  readonly mover: HeldResource;
  readonly credits: HeldResource;
  readonly ahead: HeldResource;
}

/** The life of one team: it comes, buys, changes its mind, pays, and perhaps leaves. */
export class Life {
  private readonly team: Team;

  constructor(
    private readonly ground: Ground,
    private readonly meter: Meter,
  ) {
    this.team = ground.stage.vercel.team(`Team ${ground.book.teams.length + 1} ${unique().slice(0, 8)}`);
  }

  async live(): Promise<void> {
    const { team } = this;
    await this.step('installed', () => team.install());
    this.ground.book.teams.push(team);
    const bought = await this.buy();
    await this.beRefused();
    await this.changePlans(bought.mover);
    await this.rotate(bought);
    await this.settleUp(bought);
    if (Math.random() < LEAVES) return this.leave();
    if (Math.random() < REMOVES) await this.busyWith(bought.mover.id, 'removed', () => team.remove(bought.mover.id));
  }

  private async buy(): Promise<Bought> {
    const buy = (name: string, plan: string): Promise<HeldResource> =>
      this.step('provisioned', () => this.team.provision({ product: 'postgres', plan, name }));
    const metered = await buy('metered', 'pro');
    this.meter.watch(this.team.installation().id, metered.id, 'pro');
    const mover = await buy('mover', 'free');
    const credits = await buy('credits', 'credits');
    // First, since a resource without credits is suspended as soon as it is used.
    await this.step('bought credits', () => this.team.billing.buyCredits({ amount: '10.00', resourceId: credits.id }));
    this.meter.watch(this.team.installation().id, credits.id, 'credits');
    return { metered, mover, credits, ahead: await buy('ahead', 'ahead') };
  }

  /** Nothing may come of what was answered by a 4xx. */
  private async beRefused(): Promise<void> {
    const { stage, book } = this.ground;
    const { id } = this.team.installation();
    const body = {
      productId: 'postgres',
      name: `refused ${unique()}`,
      metadata: {},
      billingPlanId: 'nobody sells this',
    };
    book.refused.push(body.name);
    const { status } = await this.step('refused', () => stage.vercel.partner.provisionResource(id, body));
    if (status !== 400) this.ground.findings.add('an unknown plan was not refused', String(status));
  }

  private async changePlans({ id }: HeldResource): Promise<void> {
    const { team } = this;
    await this.step('renamed', () => team.rename(id, `moved ${unique().slice(0, 8)}`));
    await this.step('changed plan', () => team.changePlan(id, 'pro'));
    await this.step('read', () => team.refresh(id));
    await this.step('changed plan', () => team.changePlan(id, 'free'));
    await this.step('listed', () => team.listResources());
  }

  private async rotate({ metered, credits }: Bought): Promise<void> {
    await this.busyWith(metered.id, 'rotated', () => this.team.rotate(metered.id, { delayHours: 1 }));
    await this.busyWith(credits.id, 'rotated', () => this.team.rotate(credits.id, { delayHours: 0 }));
  }

  private async settleUp({ credits, metered }: Bought): Promise<void> {
    const { billing, webhooks } = this.team;
    await this.step('bought credits', () => billing.buyCredits({ amount: '2.50', resourceId: credits.id }));
    const project = { id: `prj_${unique().slice(0, 8)}`, name: 'shop' };
    await this.step('webhook thrice', () => webhooks.connectProject(metered.id, project, { copies: 3 }));
    for (const invoice of billing.invoices())
      if (invoice.kind === 'subscription' && invoice.state !== 'paid')
        await this.step('paid an invoice', async () => billing.pay(invoice.invoiceId));
  }

  private async leave(): Promise<void> {
    const { id, resources } = this.team.installation();
    await this.meter.retire([...resources.keys()]);
    await this.busyWith(id, 'uninstalled', () => this.team.uninstall());
  }

  private async busyWith(id: string, what: string, act: () => Promise<unknown>): Promise<void> {
    const { busy } = this.ground.book;
    busy.add(id);
    await this.step(what, act);
    busy.delete(id);
  }

  private async step<T>(what: string, act: () => Promise<T>): Promise<T> {
    await pause(PACE_MS * (0.5 + Math.random()));
    try {
      const result = await act();
      this.ground.book.count(what);
      return result;
    } catch (error) {
      if (error instanceof UnexpectedAnswer) throw new Error(`${what}: ${error.message}`, { cause: error });
      throw error;
    }
  }
}
