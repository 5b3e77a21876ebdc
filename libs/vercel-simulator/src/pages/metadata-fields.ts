import type { Metadata } from '#libs/vercel-contract';
import type { ProductMetadata } from '../options.js';
import { checkField, selectField, textField } from './forms.js';
import type { Html } from './html.js';
import type { PageCall } from './page-call.js';

type Property = ProductMetadata['properties'][string];

/** Fields for what a product asks at creation; lists are written with commas. */
export function metadataFields({ properties, required = [] }: ProductMetadata): readonly Html[] {
  return shown(properties).map(([key, property]) =>
    field(key, property, required.includes(key) ? 'required' : 'optional'),
  );
}

/** What was filled in; what was left empty is left out. */
export function readMetadata({ properties }: ProductMetadata, { form }: PageCall): Metadata {
  const given = shown(properties).flatMap(([key, property]) => {
    const value = valueOf(property, form[nameOf(key)]?.trim());
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(given) as Metadata;
}

function field(key: string, property: Property, need: 'required' | 'optional'): Html {
  const { type, enum: values, default: preset } = property;
  const named = { name: nameOf(key), label: property['ui:label'] ?? key };
  const value = preset === undefined ? '' : String(preset);
  const options = property['ui:options']?.map((one) => [one.value, one.label] as const);
  const choices = options ?? values?.map((one) => [one, one] as const);
  if (choices !== undefined && type !== 'array') {
    const none = need === 'required' ? [] : [['', 'none'] as const];
    return selectField({ ...named, value }, [...none, ...choices]);
  }
  if (type === 'boolean') return checkField(named, preset === true ? 'on' : 'off');
  return textField({ ...named, value, need, type: type === 'number' ? 'number' : 'text' });
}

function valueOf({ type, items }: Property, text: string | undefined): unknown {
  if (type === 'boolean') return text === 'on';
  if (!text) return undefined;
  if (type === 'number') return Number(text);
  if (type !== 'array') return text;
  const parts = text.split(',').map((part) => part.trim());
  return items?.type === 'number' ? parts.map(Number) : parts;
}

function shown(properties: ProductMetadata['properties']): readonly (readonly [string, Property])[] {
  return Object.entries(properties).filter(
    ([, property]) => property['ui:hidden'] !== true && property['ui:hidden'] !== 'create',
  );
}

function nameOf(key: string): string {
  return `metadata.${key}`;
}
