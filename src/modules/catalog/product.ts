import type { Metadata } from '#libs/vercel-contract';
import {
  AGGREGATIONS,
  type Meter,
  type DrainDocument,
  type ProductDocument,
  type ReplCapability,
  type RotationCapability,
} from './catalog.document.js';
import { MetadataForm } from './metadata-form.js';
import type { Plan } from './plan.js';

/** What customers may do with resources of a product; null: not at all. */
export interface Capabilities {
  readonly repl: ReplCapability | null;
  readonly rotation: RotationCapability | null;
  readonly renaming: boolean;
  readonly transfers: boolean;
  readonly imports: boolean;
}

/** Something that is sold as resources. */
export class Product {
  readonly slug: string;
  readonly name: string;
  /** Name under which its driver is registered. */
  readonly driver: string;
  readonly capabilities: Capabilities;
  readonly meters: readonly Meter[];
  /** Those that the driver is asked about, by id. */
  readonly polledMeters: ReadonlyMap<string, Meter>;
  /** What may be sent to its resources, by name. */
  readonly drains: ReadonlyMap<string, DrainDocument>;
  readonly #form: MetadataForm;

  /** `plans` are its own and, with billing per installation, those of the installation. */
  constructor(
    document: ProductDocument,
    readonly plans: readonly Plan[],
  ) {
    const { repl, rotation, renaming, transfers, imports } = document.capabilities ?? {};
    this.slug = document.slug;
    this.name = document.name;
    this.driver = document.driver;
    this.meters = (document.meters ?? []).map((meter) => ({ aggregation: AGGREGATIONS[meter.type][0], ...meter }));
    this.drains = new Map(Object.entries(document.drains ?? {}));
    this.polledMeters = new Map(this.meters.filter(({ polled }) => polled === true).map((meter) => [meter.id, meter]));
    this.capabilities = {
      repl: repl || null,
      rotation: rotation || null,
      renaming: renaming ?? true,
      transfers: transfers ?? false,
      imports: imports ?? false,
    };
    this.#form = new MetadataForm(document.metadata ?? { type: 'object', properties: {} });
  }

  /** Any plan that can stand on its resources, disabled ones included, since resources keep them. */
  findPlan(id: string): Plan | null {
    return this.plans.find((plan) => plan.id === id) ?? null;
  }

  /** Plans to offer for a form that may still be incomplete: here they do not depend on it. */
  plansFor(_metadata: unknown): readonly Plan[] {
    return this.plans;
  }

  /** Checks a complete form and fills in its defaults. @throws MetadataInvalid */
  acceptMetadata(input: unknown): Metadata {
    return this.#form.accept(input);
  }

  /** Lays changed top-level properties over the current ones. @throws MetadataInvalid */
  acceptMetadataChange(current: Metadata, changes: unknown): Metadata {
    return this.#form.acceptChange(current, changes);
  }
}
