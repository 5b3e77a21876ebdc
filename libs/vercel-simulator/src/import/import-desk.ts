import { newSsoCode } from '../ids.js';
import type { HeldInstallation } from '../record/held.js';
import type { VercelRecord } from '../record/vercel-record.js';
import type { SimulatorClock } from '../simulator-clock.js';

/** How long a state is good (flows 8). */
const STATE_MS = 12 * 3_600_000;

/** A journey to the provider's Import Resource URL and back. */
export interface ImportFlow {
  readonly installationId: string;
  readonly product: string | undefined;
  readonly state: string;
  /** Where the browser is sent. */
  readonly address: string;
  readonly until: Date;
  /** What came back, once. */
  outcome: ImportOutcome | undefined;
}

/** `failed` with the reason, which the member is shown. */
export type ImportOutcome =
  | { readonly kind: 'imported'; readonly resourceId: string; readonly at: Date }
  | { readonly kind: 'failed'; readonly why: string; readonly at: Date };

/** What an import is started for. */
export interface ImportWish {
  /** Slug of the product from which the member came. */
  readonly product?: string;
  /** Where the provider shall send the browser; this Vercel's own page unless told otherwise. */
  readonly return?: string;
}

/** What imports work with. */
export interface ImportParts {
  readonly record: VercelRecord;
  readonly clock: SimulatorClock;
  /** The provider's Import Resource URL. */
  readonly importUrl: () => string;
  /** This Vercel's own page where an import ends. */
  readonly returnUrl: () => string;
}

/** Sends browsers to the provider's import page, and judges with what they come back. */
export class ImportDesk {
  readonly flows: ImportFlow[] = [];

  constructor(private readonly parts: ImportParts) {}

  /** Begins an import. */
  start(installation: HeldInstallation, wish: ImportWish = {}): ImportFlow {
    const { clock, importUrl, returnUrl } = this.parts;
    const [state, url] = [newSsoCode(), new URL(importUrl())];
    const parameters = {
      installation_id: installation.id,
      product_id: wish.product,
      state,
      return: wish.return ?? returnUrl(),
    };
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
    const until = new Date(clock.now().getTime() + STATE_MS);
    const begun = { product: wish.product, until, outcome: undefined };
    const flow = { installationId: installation.id, state, address: url.href, ...begun };
    this.flows.push(flow);
    return flow;
  }

  /** The browser is back: a state is used up by it, whatever comes of it. */
  finish(query: Readonly<Record<string, unknown>>): ImportOutcome {
    const at = this.parts.clock.now();
    const flow = this.flows.find(({ state }) => state === query['state']);
    if (flow === undefined) return { kind: 'failed', why: 'the state is not one of ours', at };
    if (flow.outcome !== undefined) return { kind: 'failed', why: 'the state was used before', at };
    const why = this.fault(flow, query);
    const resourceId = String(query['resource_id']);
    flow.outcome = why === undefined ? { kind: 'imported', resourceId, at } : { kind: 'failed', why, at };
    return flow.outcome;
  }

  private fault(flow: ImportFlow, query: Readonly<Record<string, unknown>>): string | undefined {
    const { record, clock } = this.parts;
    if (flow.until <= clock.now()) return 'the state is older than 12 hours';
    if (query['installation_id'] !== flow.installationId) return 'the installation is another one';
    const resource = record.find(flow.installationId)?.resources.get(String(query['resource_id']));
    if (resource === undefined) return 'the resource was not imported before the browser came back';
    const isOther = flow.product !== undefined && resource.productId !== flow.product;
    return isOther ? 'the resource is of another product' : undefined;
  }
}
