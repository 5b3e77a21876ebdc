import { randomUUID } from 'node:crypto';
import type { HeldResource, Team } from '#libs/vercel-simulator';
import type { InstanceOwner } from '../../../src/modules/resources/index.js';
import type { Shop } from '../../support/shop/index.js';
import { Browser, type Seen } from '../sso/support/browser.js';

/** A team whose administrator imports, in a browser that is signed in. */
export class ImportDesk {
  private constructor(
    private readonly shop: Shop,
    readonly team: Team,
    readonly browser: Browser,
  ) {}

  static async open(shop: Shop, browser: Browser = new Browser()): Promise<ImportDesk> {
    const team = shop.server.vercel.team(`Team ${randomUUID().slice(0, 8)}`);
    await team.install();
    const desk = new ImportDesk(shop, team, browser);
    await desk.signIn();
    return desk;
  }

  get installationId(): string {
    return this.team.installation().id;
  }

  /** To whom what the provider has marked for this installation belongs. */
  get owner(): InstanceOwner {
    return { kind: 'installation', installationId: this.installationId };
  }

  async signIn(): Promise<void> {
    await this.browser.get(this.team.openProvider({}));
  }

  /** Something that the customer had before; tells what the product calls it. */
  own(owner: InstanceOwner = this.owner): string {
    const instance = `inst-${randomUUID()}`;
    this.shop.driver.own(instance, owner);
    return instance;
  }

  /** The address to which Vercel sends the customer, each time of an import of its own; `changes` are laid over its parameters. */
  start(changes: Readonly<Record<string, string>> = {}): string {
    const address = new URL(this.team.startImport({ product: 'shop' }).address);
    for (const [name, value] of Object.entries(changes)) address.searchParams.set(name, value);
    return address.href;
  }

  /** The form of an import's page with a choice made, and where it is sent. */
  async form(
    start: string,
    instance: string,
    product: string = 'shop',
  ): Promise<{ action: string; fields: Readonly<Record<string, string>> }> {
    const { text } = await this.browser.get(start);
    const csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const fields = {
      ...Object.fromEntries(new URL(start).searchParams),
      _csrf: csrf,
      chosen: `${product}/${instance}`,
    };
    return { action: new URL(start).origin + new URL(start).pathname, fields };
  }

  /** Chooses on the page of an import. */
  async choose(start: string, instance: string, product?: string): Promise<Seen> {
    const { action, fields } = await this.form(start, instance, product);
    return this.browser.post(action, fields);
  }

  /** Imports it, to the end; tells the resource's id. */
  async import(instance: string, start: string = this.start(), product?: string): Promise<string> {
    const seen = await this.choose(start, instance, product);
    return ImportDesk.returned(seen)['resource_id'] ?? `${seen.status}: ${seen.text}`;
  }

  /** What Vercel holds. */
  held(): readonly HeldResource[] {
    return [...this.team.installation().resources.values()];
  }

  /** What came back with the customer to Vercel. */
  static returned({ location }: Seen): Readonly<Record<string, string>> {
    return location === null ? {} : Object.fromEntries(new URL(location).searchParams);
  }
}
