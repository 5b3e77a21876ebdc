import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { loadCatalog } from '../../modules/catalog/index.js';
import type { Scene } from '../doctor/scene.js';
import { byHand, type Evidence, type Line, missing, shown } from './line.js';

interface Form {
  readonly slug: string;
  readonly properties: readonly (readonly [string, Readonly<Record<string, unknown>>])[];
}

/** What can be bought. */
export const PLANS: Line = {
  requirement: 'Plans right for every product, free and paid',
  gather: ({ settings }) => {
    const faults = loadCatalog(settings.catalogFile).products.flatMap(({ slug, plans }) => {
      const sold = plans.filter(({ disabled }) => !disabled);
      const kinds = { free: sold.some(({ isFree }) => isFree), paid: sold.some(({ isFree }) => !isFree) };
      return Object.entries(kinds).flatMap(([kind, isThere]) => (isThere ? [] : [`${slug} has no ${kind} plan`]));
    });
    if (faults.length > 0)
      return missing(faults.join(', '), 'Add the plan to the catalog, or tell the reviewer why there is none.');
    return shown('each product has a free and a paid plan');
  },
};

/** What forms look like. */
export const FORMS: Line = {
  requirement: 'Metadata schema renders; create and update forms',
  gather: ({ settings }) => {
    const forms = formsOf(settings);
    const count = forms.reduce((sum, { properties }) => sum + properties.length, 0);
    return shown(
      `${count} fields, each with a ui:control that Vercel knows (the catalog is checked against its meta-schema)`,
    );
  },
};

/** Where products run. */
export const REGIONS: Line = {
  requirement: 'vercel-region for regions',
  gather: ({ settings }) => {
    const controls = /^(multi-)?vercel-region$/;
    const [plain] = fieldsOf(
      settings,
      (key, field) => /region/i.test(key) && !controls.test(String(field['ui:control'])),
    );
    if (plain !== undefined)
      return missing(`${plain} is a region without that control`, 'Set its ui:control to vercel-region.');
    const [found] = fieldsOf(settings, (_, field) => controls.test(String(field['ui:control'])));
    return found === undefined
      ? byHand(
          'If where it runs matters to customers, add a field with the control vercel-region.',
          'no field is a region',
        )
      : shown(`${found} has it`);
  },
};

/** What forms begin with. */
export const DEFAULTS: Line = {
  requirement: 'Defaults in forms',
  gather: ({ settings }): Evidence => {
    const bare = fieldsOf(settings, (_, field) => field['default'] === undefined);
    if (bare.length === 0) return shown('every field has one');
    return byHand('See whether each of them could have one.', `without: ${bare.join(', ')}`);
  },
};

function fieldsOf(
  settings: Scene['settings'],
  isMeant: (key: string, field: Readonly<Record<string, unknown>>) => boolean,
): readonly string[] {
  return formsOf(settings).flatMap(({ slug, properties }) =>
    properties.filter(([key, field]) => isMeant(key, field)).map(([key]) => `${slug}.${key}`),
  );
}

/** As the file has them, once it is known to be without a fault. */
function formsOf({ catalogFile }: Scene['settings']): readonly Form[] {
  loadCatalog(catalogFile);
  const { products } = parse(readFileSync(catalogFile, 'utf8')) as {
    readonly products: readonly { readonly slug: string; readonly metadata?: { readonly properties?: object } }[];
  };
  return products.map(({ slug, metadata }) => ({ slug, properties: Object.entries(metadata?.properties ?? {}) }));
}
