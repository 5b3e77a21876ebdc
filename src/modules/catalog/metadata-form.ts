import { isDeepStrictEqual } from 'node:util';

import type { Metadata, MetadataValue } from '#libs/vercel-contract';
import type { FieldFault } from '../../platform/errors/index.js';
import type { MetadataProperty, MetadataSchema } from './catalog.document.js';
import { MetadataInvalid } from './catalog.errors.js';
import { valueCheck, type ValueCheck } from './metadata-value.js';

const MOST_FAULTS = 100;
const MOST_KEY_CHARACTERS = 100;

interface Field {
  readonly check: ValueCheck;
  readonly default: unknown;
  readonly isFixed: boolean;
}

/** The form of one product, compiled once; keys such as `constructor` are plain unknown properties to it. */
export class MetadataForm {
  readonly #fields: ReadonlyMap<string, Field>;
  readonly #required: readonly string[];

  constructor(schema: MetadataSchema) {
    this.#fields = new Map(Object.entries(schema.properties).map(([key, property]) => [key, fieldOf(property)]));
    this.#required = schema.required ?? [];
  }

  /** Takes a whole form and fills in the defaults. @throws MetadataInvalid */
  accept(input: unknown): Metadata {
    const given = new Map(entriesOf(input));
    const faults = [...given].flatMap(([key, value]) => this.#faults(key, value));
    for (const [key, field] of this.#fields) {
      if (!given.has(key) && field.default !== undefined) given.set(key, field.default);
    }
    const missing = this.#required.filter((key) => !given.has(key));
    return accepted(given, [...faults, ...missing.map((key) => ({ key, message: 'is required' }))]);
  }

  /** Lays changed properties over the current ones; what stays as it was is not judged again. @throws MetadataInvalid */
  acceptChange(current: Metadata, changes: unknown): Metadata {
    const merged = new Map<string, unknown>(Object.entries(current));
    const faults: FieldFault[] = [];
    for (const [key, value] of entriesOf(changes)) {
      if (merged.has(key) && isDeepStrictEqual(merged.get(key), value)) continue;
      faults.push(...this.#changeFaults(key, value, merged.has(key)));
      merged.set(key, value);
    }
    return accepted(merged, faults);
  }

  #changeFaults(key: string, value: unknown, isSet: boolean): FieldFault[] {
    const field = this.#fields.get(key);
    const isDefault = !isSet && field !== undefined && isDeepStrictEqual(field.default, value);
    if (field?.isFixed === true && !isDefault) return [{ key, message: 'cannot be changed' }];
    return this.#faults(key, value);
  }

  #faults(key: string, value: unknown): FieldFault[] {
    const field = this.#fields.get(key);
    if (field === undefined) return [{ key: printable(key), message: 'is not known' }];
    return field.check(value).map((message) => ({ key, message }));
  }
}

function fieldOf(property: MetadataProperty): Field {
  const readOnly = property['ui:read-only'];
  return {
    check: valueCheck(property),
    default: property.default,
    isFixed: readOnly === true || readOnly === 'update',
  };
}

function entriesOf(input: unknown): [string, unknown][] {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new MetadataInvalid([{ key: 'metadata', message: 'must be an object' }]);
  }
  return Object.entries(input).filter(([, value]) => value !== undefined);
}

/** `Object.fromEntries` defines own properties, so no key reaches a prototype. */
function accepted(values: ReadonlyMap<string, unknown>, faults: readonly FieldFault[]): Metadata {
  if (faults.length > 0) throw new MetadataInvalid(faults.slice(0, MOST_FAULTS));
  return Object.fromEntries(values as ReadonlyMap<string, MetadataValue>);
}

function printable(key: string): string {
  return key.toWellFormed().replaceAll('\0', '').slice(0, MOST_KEY_CHARACTERS);
}
