import type { BillingPlanScope } from '#libs/vercel-contract';
import { AGGREGATIONS, type MeterDocument } from './catalog.document.js';
import type { CatalogOutline, Part, PlansOutline, ProductOutline } from './catalog.outline.js';
import type { FaultList } from './fault-list.js';
import { addMetadataFaults } from './metadata-schema.rules.js';
import { LINKED_PLAN } from './plan.js';
import { addPlanFaults } from './plan.rules.js';

/** Reports what a schema cannot say: references, repetitions, and what must or must not stand together. */
export function addRuleFaults(outline: CatalogOutline, faults: FaultList): void {
  const { billing, plans, products } = outline;
  if (billing === 'resource') addResourceBillingFaults(outline, faults);
  if (billing === 'installation') addInstallationBillingFaults(plans, faults);
  addRepetitions(
    products.map(({ slug }) => slug),
    (index) => `products[${index}].slug`,
    faults,
  );
  addPlansFaults(plans, 'installation', allMeters(products), faults);
  for (const product of products) addProductFaults(product, plans, faults);
}

function addResourceBillingFaults({ plans, products }: CatalogOutline, faults: FaultList): void {
  if (plans.isWritten) faults.add(plans.path, 'must not stand with billing: resource');
  for (const product of products.filter((candidate) => !candidate.plans.isWritten)) {
    if (faults.isSound(product.plans.path)) faults.add(product.plans.path, 'must hold at least one plan');
  }
}

function addInstallationBillingFaults(plans: PlansOutline, faults: FaultList): void {
  if (!faults.isSound(plans.path)) return;
  const defaults = plans.sound.filter(({ value }) => value.default === true);
  if (defaults.length !== 1) faults.add(plans.path, 'must hold exactly one plan with default: true');
  for (const { value, path } of defaults) {
    if (value.disabled === true) faults.add(`${path}.disabled`, 'must not stand on the default plan');
  }
}

function addProductFaults(product: ProductOutline, shared: PlansOutline, faults: FaultList): void {
  const { path, plans, meterIds, meters, metadata } = product;
  addRepetitions(meterIds, (index) => `${path}.meters[${index}].id`, faults);
  for (const meter of meters) addMeterFaults(meter, faults);
  addPlansFaults(plans, 'resource', new Set(meterIds), faults);
  plans.ids.forEach((id, index) => {
    if (id !== null && shared.ids.includes(id))
      faults.add(`${plans.path}[${index}].id`, 'is taken by an installation plan');
  });
  for (const { value, path: place } of plans.sound) {
    if (value.default === true) faults.add(`${place}.default`, 'is for installation plans');
  }
  if (metadata !== null) addMetadataFaults(metadata.value, metadata.path, faults);
}

function addMeterFaults({ value: { type, aggregation }, path }: Part<MeterDocument>, faults: FaultList): void {
  const fitting: readonly string[] = AGGREGATIONS[type];
  if (aggregation === undefined || fitting.includes(aggregation)) return;
  faults.add(`${path}.aggregation`, `must be ${fitting.join(' or ')} for the type ${type}`);
}

function addPlansFaults(
  plans: PlansOutline,
  scope: BillingPlanScope,
  meters: ReadonlySet<string | null>,
  faults: FaultList,
): void {
  addRepetitions(plans.ids, (index) => `${plans.path}[${index}].id`, faults);
  plans.ids.forEach((id, index) => {
    if (id === LINKED_PLAN.id) faults.add(`${plans.path}[${index}].id`, 'stands for what customers have linked');
  });
  for (const { value, path } of plans.sound) {
    if (value.scope !== undefined && value.scope !== scope) {
      faults.add(`${path}.scope`, `must be ${scope} where the plan stands`);
    }
    addPlanFaults(value, meters, path, faults);
  }
}

function addRepetitions(
  names: readonly (string | null)[],
  placeOf: (index: number) => string,
  faults: FaultList,
): void {
  names.forEach((name, index) => {
    if (name !== null && names.indexOf(name) < index) faults.add(placeOf(index), 'is taken already');
  });
}

function allMeters(products: readonly ProductOutline[]): Set<string> {
  return new Set(products.flatMap(({ slug, meterIds }) => meterIds.map((id) => `${slug}/${id}`)));
}
