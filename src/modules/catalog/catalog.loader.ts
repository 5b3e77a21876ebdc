import { readFileSync } from 'node:fs';

import { parseDocument } from 'yaml';

import { Catalog } from './catalog.js';
import type { CatalogDocument } from './catalog.document.js';
import { CatalogInvalid } from './catalog.errors.js';
import { outlineOf } from './catalog.outline.js';
import { addRuleFaults } from './catalog.rules.js';
import { addSchemaFaults } from './catalog.schema-faults.js';
import { FaultList } from './fault-list.js';

/** Reads the catalog file. @throws CatalogInvalid */
export function loadCatalog(file: string): Catalog {
  return parseCatalog(textOf(file));
}

/** Reads a catalog in YAML or JSON. @throws CatalogInvalid with every fault */
export function parseCatalog(text: string): Catalog {
  const content = contentOf(text);
  const faults = new FaultList();
  addSchemaFaults(content, faults);
  addRuleFaults(outlineOf(content, faults), faults);
  if (faults.all.length > 0) throw new CatalogInvalid(faults.all);
  return new Catalog(content as CatalogDocument);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CatalogInvalid([{ path: '', problem: `cannot be read: ${messageOf(error)}` }]);
  }
}

function contentOf(text: string): unknown {
  const document = parseDocument(text);
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) throw new CatalogInvalid(faults.map(({ message }) => ({ path: '', problem: message })));
  try {
    return document.toJS();
  } catch (error) {
    throw new CatalogInvalid([{ path: '', problem: `cannot be read: ${messageOf(error)}` }]);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
