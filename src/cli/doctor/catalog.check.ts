import { type Catalog, CatalogInvalid, loadCatalog } from '../../modules/catalog/index.js';
import { type Check, failed, ok, type Verdict, warning } from './check.js';
import { rowsOf, type Scene } from './scene.js';

const IN_USE = `/* every tenant: which plans anybody is on */
  SELECT product_slug AS product, plan_id AS plan, count(*)::int AS count FROM resources
    WHERE state <> 'removed' AND linked_instance IS NULL GROUP BY 1, 2
  UNION ALL
  SELECT NULL, billing_plan_id, count(*)::int FROM installations
    WHERE state <> 'uninstalled' AND billing_plan_id IS NOT NULL GROUP BY 2`;

/** How many are on a plan; `product` null: it is one of installations. */
export interface PlanInUse {
  readonly product: string | null;
  readonly plan: string;
  readonly count: number;
}

/** Whether the file can be sold from by the drivers that are configured. */
export const catalogCheck: Check = { name: 'catalog', look: ({ settings }) => lookAtFile(settings) };

/** Whether customers stand on plans that are sold no more. */
export const plansCheck: Check = {
  name: 'plans in use',
  needs: 'migrations',
  look: async ({ settings, databaseUrl }) => {
    const catalog = catalogOf(settings.catalogFile);
    if (catalog === null) return { outcome: 'not checked', seen: 'needs: catalog', advice: '' };
    return judgePlans(catalog, await rowsOf<PlanInUse>(databaseUrl, IN_USE));
  },
};

function lookAtFile({ catalogFile, httpDriver, isProduction }: Scene['settings']): Verdict {
  try {
    const { products } = loadCatalog(catalogFile);
    const plans = products.reduce((sum, product) => sum + product.plans.length, 0);
    const without = products.filter(
      ({ driver }) => (driver === 'http' && httpDriver === null) || (driver === 'memory' && isProduction),
    );
    if (without.length === 0) return ok(`${catalogFile}: products ${products.length}, plans ${plans}, no fault`);
    const named = without.map(({ slug, driver }) => `${slug} wants ${driver}`).join(', ');
    return failed(named, 'Configure the driver (HTTP_DRIVER_URL and HTTP_DRIVER_SECRET), or name another one.');
  } catch (error) {
    if (!(error instanceof CatalogInvalid)) throw error;
    const faults = error.faults.map(({ path, problem }) => `${path} ${problem}`.trim());
    return failed(
      `${catalogFile}: ${faults.join('; ')}`,
      'Mend each fault; config/catalog.schema.json explains the keys.',
    );
  }
}

function catalogOf(file: string): Catalog | null {
  try {
    return loadCatalog(file);
  } catch {
    return null;
  }
}

/** A plan that is gone cannot be charged any more; one that is disabled goes on as it was. */
export function judgePlans(catalog: Pick<Catalog, 'findPlan'>, inUse: readonly PlanInUse[]): Verdict {
  const name = ({ product, plan, count }: PlanInUse): string =>
    `${product === null ? '' : `${product}/`}${plan} (${count})`;
  const gone = inUse.filter(({ product, plan }) => catalog.findPlan(product, plan) === null);
  if (gone.length > 0) {
    return failed(
      `gone, but in use: ${gone.map(name).join(', ')}`,
      'Put each plan back into the catalog, disabled: what is on it can be neither charged nor shown.',
    );
  }
  const disabled = inUse.filter(({ product, plan }) => catalog.findPlan(product, plan)?.disabled);
  if (inUse.length === 0) return ok('nobody is on a plan yet');
  if (disabled.length === 0) return ok(`${inUse.length}, and each of them is sold`);
  return warning(
    `disabled, but in use: ${disabled.map(name).join(', ')}`,
    'They go on as they are. Leave these plans in the catalog.',
  );
}
