import { randomUUID } from 'node:crypto';
import type { Team } from '#libs/vercel-simulator';
import type { Shop } from '../../../support/shop/index.js';
import { Popup, type Shown } from './popup.js';

/** A team on Vercel with projects, and the person in front of its popup. */
export class Account {
  readonly team: Team;
  readonly popup: Popup;

  constructor(
    readonly shop: Shop,
    readonly kind: 'team' | 'personal' = 'team',
  ) {
    this.team = shop.server.vercel.team(`Team ${randomUUID().slice(0, 8)}`);
    this.popup = new Popup(shop.server.url);
  }

  get held(): Team['connection'] {
    return this.kind === 'team' ? this.team.connection : this.team.personal;
  }

  /** Its configuration at Vercel. */
  get id(): string {
    return this.held.configuration().id;
  }

  project(name: string): string {
    return this.held.projects.add(name).id;
  }

  /** Opens the popup from Vercel's side. */
  arrive(wish: Partial<Parameters<Team['connect']>[0]> = {}): Promise<Shown> {
    return this.popup.open(this.address(wish));
  }

  address(wish: Partial<Parameters<Team['connect']>[0]> = {}): string {
    return this.team.connect({ account: this.kind, source: 'marketplace', ...wish }).address;
  }

  /** … and says that the account is meant. */
  async come(wish: Partial<Parameters<Team['connect']>[0]> = {}): Promise<Shown> {
    await this.arrive(wish);
    return this.popup.submit('/connect/confirm');
  }

  /** Connects a new resource to a project. */
  link(project: string, fields: Readonly<Record<string, string | readonly string[]>> = {}): Promise<Shown> {
    const targets = ['production', 'preview', 'development'];
    return this.popup.submit('/connect/links', {
      project,
      resource: 'new shop free',
      name: 'main',
      targets,
      ...fields,
    });
  }

  /** Name, type, targets and value of what the project has at Vercel. */
  variables(project: string): readonly string[] {
    const all = this.held.projects.variables(project);
    return all.map(({ key, type, target }) => `${key} ${type} ${target.join('+')}`).toSorted();
  }

  /** Of its first resource. */
  async resourceId(): Promise<string> {
    const [first] = await this.resources();
    return first?.id ?? '';
  }

  links(): Promise<readonly Record<string, unknown>[]> {
    return this.shop.sql('SELECT * FROM project_links WHERE installation_id = $1', [this.id]);
  }

  resources(): Promise<readonly { id: string; state: string }[]> {
    return this.shop.sql('SELECT id, state FROM resources WHERE installation_id = $1 ORDER BY created_at', [this.id]);
  }
}
