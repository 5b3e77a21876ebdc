import { InvalidInput, NotFound, type FieldFault } from '../../platform/errors/index.js';

/** One thing wrong with the catalog file: `path` as in `products[0].plans[1].id`, empty for the file itself. */
export interface CatalogFault {
  readonly path: string;
  readonly problem: string;
}

/** The catalog cannot be sold from; it stops the start, with every fault. */
export class CatalogInvalid extends Error {
  constructor(readonly faults: readonly CatalogFault[]) {
    super(`catalog is not usable\n${faults.map(line).join('\n')}`);
    this.name = new.target.name;
  }
}

/** 404: no product of that slug is sold here. */
export class UnknownProduct extends NotFound {
  constructor() {
    super('Product');
  }
}

/** 400 with every fault of the customer's metadata, keyed by its top-level property. */
export class MetadataInvalid extends InvalidInput {
  constructor(readonly fields: readonly FieldFault[]) {
    super(fields);
  }
}

function line({ path, problem }: CatalogFault): string {
  return path === '' ? `  ${problem}` : `  ${path} ${problem}`;
}
