import { set } from './set.js';

type Change = readonly [path: string, value: unknown];

/** A sound catalog with billing per resource, as text, with the given places changed; undefined removes a place. */
export function resourceCatalog(...changes: readonly Change[]): string {
  return changed(
    {
      billing: 'resource',
      period: 'anniversary',
      products: [
        {
          slug: 'db',
          name: 'Database',
          driver: 'memory',
          meters: [{ id: 'storage', name: 'Storage', type: 'total', unit: 'GB' }],
          metadata: {
            type: 'object',
            properties: { region: { type: 'string', 'ui:control': 'vercel-region', default: 'iad1' } },
          },
          plans: [
            { id: 'free', type: 'subscription', name: 'Free', description: 'Free', paymentMethodRequired: false },
            {
              id: 'pro',
              type: 'subscription',
              name: 'Pro',
              description: 'Pro',
              pricing: { fixedFee: '20.00', meters: [{ meter: 'storage', unitPrice: '0.15' }] },
            },
            { id: 'credits', type: 'prepayment', name: 'Credits', description: 'Credits', minimumAmount: '1.00' },
          ],
        },
      ],
    },
    changes,
  );
}

/** The same with billing per installation: the plans `base` (default) and `team`. */
export function installationCatalog(...changes: readonly Change[]): string {
  const base = JSON.parse(resourceCatalog(['billing', 'installation'], ['products[0].plans', undefined])) as object;
  const plans = [
    {
      id: 'base',
      type: 'subscription',
      name: 'Base',
      description: 'Base',
      default: true,
      paymentMethodRequired: false,
    },
    {
      id: 'team',
      type: 'subscription',
      name: 'Team',
      description: 'Team',
      pricing: { fixedFee: '50.00', meters: [{ meter: 'db/storage', unitPrice: '0.10' }] },
    },
  ];
  return changed({ ...base, plans }, changes);
}

function changed(catalog: object, changes: readonly Change[]): string {
  for (const [path, value] of changes) set(catalog, path, value);
  return JSON.stringify(catalog);
}
