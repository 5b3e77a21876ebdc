import { readFileSync } from 'node:fs';
import type { ProductCard } from '#libs/vercel-simulator';
import { parse } from 'yaml';

/** What the catalog sells, for the create form of the simulated Vercel; none when the file is not usable, which the app says itself. */
export function productsIn(catalogFile: string): readonly ProductCard[] {
  try {
    const { products = [] } = (parse(readFileSync(catalogFile, 'utf8')) ?? {}) as {
      readonly products?: readonly unknown[];
    };
    return products.filter(isCard);
  } catch {
    return [];
  }
}

function isCard(product: unknown): product is ProductCard {
  const { slug, name } = (product ?? {}) as Partial<ProductCard>;
  return typeof slug === 'string' && typeof name === 'string';
}
