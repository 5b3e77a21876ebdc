import type { CatalogDocument, MetadataSchema, MeterDocument, PlanDocument } from './catalog.document.js';
import type { FaultList } from './fault-list.js';

/** A part of the file whose shape is right, and where it stands. */
export interface Part<T> {
  readonly value: T;
  readonly path: string;
}

/** Plans of one place: those with a shape, and whether any were written at all. */
export interface PlansOutline {
  readonly path: string;
  readonly isWritten: boolean;
  readonly sound: readonly Part<PlanDocument>[];
  readonly ids: readonly (string | null)[];
}

/** One product, as far as its shape allows; null stands for what cannot be relied on. */
export interface ProductOutline {
  readonly path: string;
  readonly slug: string | null;
  readonly meterIds: readonly (string | null)[];
  readonly meters: readonly Part<MeterDocument>[];
  readonly plans: PlansOutline;
  readonly metadata: Part<MetadataSchema> | null;
}

/** The file as far as its shape allows, so that rules find every fault even beside a misshapen part. */
export interface CatalogOutline {
  readonly billing: CatalogDocument['billing'] | null;
  readonly plans: PlansOutline;
  readonly products: readonly ProductOutline[];
}

/** Picks out what is sound; `faults` already hold everything wrong with the shape. */
export function outlineOf(content: unknown, faults: FaultList): CatalogOutline {
  const document = fieldsOf(content);
  const isBillingSound = document.has('billing') && faults.isSound('billing');
  return {
    billing: isBillingSound ? (document.get('billing') as CatalogDocument['billing']) : null,
    plans: plansOf(document, '', faults),
    products: elementsOf(document.get('products')).map((product, index) =>
      productOf(fieldsOf(product), `products[${index}]`, faults),
    ),
  };
}

function productOf(fields: ReadonlyMap<string, unknown>, path: string, faults: FaultList): ProductOutline {
  const metadata = fields.get('metadata');
  const meters = elementsOf(fields.get('meters'));
  const placed = meters.map((value, index) => ({ value: value as MeterDocument, path: `${path}.meters[${index}]` }));
  const hasForm = fieldsOf(metadata).has('properties') && isFields(fieldsOf(metadata).get('properties'));
  return {
    path,
    slug: textOf(fields.get('slug')),
    meterIds: meters.map((meter) => textOf(fieldsOf(meter).get('id'))),
    meters: placed.filter((part) => faults.isSound(part.path)),
    plans: plansOf(fields, `${path}.`, faults),
    metadata: hasForm ? { value: metadata as MetadataSchema, path: `${path}.metadata` } : null,
  };
}

function plansOf(owner: ReadonlyMap<string, unknown>, prefix: string, faults: FaultList): PlansOutline {
  const path = `${prefix}plans`;
  const plans = elementsOf(owner.get('plans'));
  const parts = plans.map((value, index) => ({ value: value as PlanDocument, path: `${path}[${index}]` }));
  return {
    path,
    isWritten: plans.length > 0,
    sound: parts.filter((part) => faults.isSound(part.path)),
    ids: plans.map((plan) => textOf(fieldsOf(plan).get('id'))),
  };
}

function elementsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(isFields(value) ? Object.entries(value) : []);
}

function isFields(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
