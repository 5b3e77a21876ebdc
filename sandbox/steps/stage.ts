import type { Claim, HeldInvoice, HeldResource, Team, VercelSimulator } from '#libs/vercel-simulator';
import type { EmbeddedPostgres } from '../../src/platform/database/embedded/index.js';
import type { Checks } from '../report/index.js';
import type { AppProcess, Grounds } from '../servers/index.js';
import type { Visitor } from '../web/index.js';

/** What a step leaves for later ones. */
export interface Props {
  readonly postgres: EmbeddedPostgres;
  readonly vercel: VercelSimulator;
  readonly app: AppProcess;
  /** The team whose life is played. */
  readonly acme: Team;
  /** Another customer. */
  readonly globex: Team;
  /** What Acme bought, with its secrets. */
  readonly bought: HeldResource;
  /** Where it was reached before its secrets were rotated. */
  readonly addressBefore: string;
  /** What one team has handed over to another, and the key under which it was bought. */
  readonly handedOver: {
    readonly draft: HeldResource;
    readonly key: string;
    readonly claim: Claim;
    readonly from: Team;
    readonly to: Team;
  };
  /** The idempotency key under which Acme bought it. */
  readonly boughtUnder: string;
  /** A customer with a card, what it has, and its first invoice. */
  readonly umbrella: Team;
  readonly books: HeldResource;
  readonly invoice: HeldInvoice;
  /** A customer who pays in advance, what it has, and the invoice of its first credits. */
  readonly soylent: Team;
  readonly cache: HeldResource;
  readonly credits: HeldInvoice;
  /** A team with a connected account, and the browser in which it was connected. */
  readonly stark: Team;
  readonly tony: Visitor;
  /** A customer from before, and the address of the database that it had. */
  readonly wayne: Team;
  readonly archive: string;
}

/** Where the play takes place, and what is on it so far. */
export class Stage {
  private readonly props: Partial<Props> = {};

  constructor(readonly grounds: Grounds) {}

  put<Name extends keyof Props>(name: Name, prop: Props[Name]): void {
    this.props[name] = prop;
  }

  find<Name extends keyof Props>(name: Name): Props[Name] | undefined {
    return this.props[name];
  }

  /** @throws when no earlier step has put it there */
  get<Name extends keyof Props>(name: Name): Props[Name] {
    const prop = this.props[name];
    if (prop === undefined) throw new Error(`no earlier step has put ${name} on the stage`);
    return prop;
  }
}

/** One thing that happens in a play, and what must be true about it. */
export interface Step {
  readonly name: string;
  readonly run: (stage: Stage, checks: Checks) => Promise<void>;
}
