import type { CatalogDocument } from './catalog.document.js';
import { UnknownProduct } from './catalog.errors.js';
import { Plan } from './plan.js';
import { Product } from './product.js';

/** Everything that is sold here, unchanged for the life of the process. */
export class Catalog {
  readonly billing: CatalogDocument['billing'];
  readonly period: CatalogDocument['period'];
  readonly products: readonly Product[];
  /** Empty unless billing is per installation. */
  readonly installationPlans: readonly Plan[];
  readonly #defaultPlanId: string | undefined;

  /** Takes a document without faults; `parseCatalog` makes sure of that. */
  constructor(document: CatalogDocument) {
    this.billing = document.billing;
    this.period = document.period;
    this.installationPlans = (document.plans ?? []).map((plan) => new Plan(plan, 'installation'));
    this.products = document.products.map((product) => {
      const own = (product.plans ?? []).map((plan) => new Plan(plan, 'resource'));
      return new Product(product, [...own, ...this.installationPlans]);
    });
    this.#defaultPlanId = document.plans?.find((plan) => plan.default === true)?.id;
  }

  /** Whether any plan limits how many resources there may be. */
  get hasLimits(): boolean {
    const plans = this.products.flatMap((product) => product.plans);
    return plans.some(({ limits }) => limits.resourcesPerInstallation !== undefined);
  }

  /** Whether any plan wants something as soon as somebody is on it. */
  get chargesAtOnce(): boolean {
    return [...this.installationPlans, ...this.products.flatMap(({ plans }) => plans)].some(
      (plan) => plan.chargesAtOnce,
    );
  }

  findProduct(slug: string): Product | null {
    return this.products.find((product) => product.slug === slug) ?? null;
  }

  /** @throws UnknownProduct */
  getProduct(slug: string): Product {
    const product = this.findProduct(slug);
    if (product === null) throw new UnknownProduct();
    return product;
  }

  findInstallationPlan(id: string): Plan | null {
    return this.installationPlans.find((plan) => plan.id === id) ?? null;
  }

  /** A plan of a product, or without one of installations. */
  findPlan(productSlug: string | null, planId: string): Plan | null {
    if (productSlug === null) return this.findInstallationPlan(planId);
    return this.findProduct(productSlug)?.findPlan(planId) ?? null;
  }

  /** Whether any product has a plan of that id, or installations do. */
  sells(planId: string): boolean {
    return [...this.installationPlans, ...this.products.flatMap(({ plans }) => plans)].some(({ id }) => id === planId);
  }

  /** The plan that an installation starts with; null where resources have their own. */
  defaultInstallationPlan(): Plan | null {
    return this.#defaultPlanId === undefined ? null : this.findInstallationPlan(this.#defaultPlanId);
  }
}
