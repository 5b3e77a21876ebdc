import { Ajv2020, type ErrorObject, type SchemaObject, type ValidateFunction } from 'ajv/dist/2020.js';

import type { MetadataOption, MetadataProperty, ValueKeywords } from './catalog.document.js';

/** Checks one value of a customer's metadata: the problems, none for a fitting value. */
export type ValueCheck = (value: unknown) => readonly string[];

const ajv = new Ajv2020({ allErrors: true, verbose: true });

const KEYWORDS = [
  'enum',
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
] as const satisfies readonly (keyof ValueKeywords)[];

const REGION = { pattern: '^[a-z]{3}[0-9]{1,2}$', title: 'a Vercel region such as iad1' };
const DOMAIN = {
  pattern: '^(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$',
  title: 'a domain name',
};
const NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
};

/** Compiles the check of one property; the result knows nothing of the form around it. */
export function valueCheck(property: MetadataProperty): ValueCheck {
  const validate = ajv.compile(valueSchema(property));
  return (value) => {
    if (!isStorable(value)) return ['holds characters or numbers that cannot be stored'];
    return validate(value) ? [] : problemsOf(validate);
  };
}

/** The texts of all options, or of those that can be chosen. */
export function optionValues(options: readonly MetadataOption[] = []): string[] {
  return options.flatMap((option) => {
    if (typeof option === 'string') return [option];
    return option.disabled === true ? [] : [option.value];
  });
}

function valueSchema(property: MetadataProperty): SchemaObject {
  const choices = optionValues(property['ui:options']);
  const choice = property['ui:options'] === undefined ? {} : { enum: choices };
  if (property.type !== 'array') return { type: property.type, ...ofControl(property), ...choice, ...words(property) };
  const items = property.items ?? { type: 'string' };
  const { minItems, maxItems } = property;
  return {
    type: 'array',
    items: { type: items.type, ...ofControl(property), ...choice, ...words(items) },
    ...(items.type === 'string' && { uniqueItems: true }),
    ...(minItems !== undefined && { minItems }),
    ...(maxItems !== undefined && { maxItems }),
  };
}

function ofControl(property: MetadataProperty): SchemaObject {
  switch (property['ui:control']) {
    case 'vercel-region':
    case 'multi-vercel-region':
      return property['ui:options'] === undefined ? REGION : {};
    case 'domain':
      return DOMAIN;
    default:
      return {};
  }
}

function words(source: ValueKeywords): SchemaObject {
  return Object.fromEntries(KEYWORDS.flatMap((word) => (source[word] === undefined ? [] : [[word, source[word]]])));
}

/** PostgreSQL's text and jsonb hold neither NUL nor lone surrogates, and JSON numbers lose digits beyond 2^53. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value === 'number') return !Number.isInteger(value) || Number.isSafeInteger(value);
  return !Array.isArray(value) || value.every(isStorable);
}

function problemsOf(validate: ValidateFunction): string[] {
  return [...new Set((validate.errors ?? []).map(problem))];
}

function problem(error: ErrorObject): string {
  const index = error.instancePath.slice(1);
  return index === '' ? wording(error) : `entry ${Number(index) + 1} ${wording(error)}`;
}

function wording({ keyword, params, parentSchema, message }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return `must be ${NAMES[String(params['type'])] ?? 'of another type'}`;
    case 'enum':
      return `must be one of ${(params['allowedValues'] as string[]).join(', ')}`;
    case 'minLength':
      return params['limit'] === 1 ? 'must not be empty' : `must have at least ${params['limit']} characters`;
    case 'maxLength':
      return `must have at most ${params['limit']} characters`;
    case 'pattern':
      return `must be ${String(parentSchema?.['title'] ?? 'written as the form asks')}`;
    default:
      return message ?? 'does not fit';
  }
}
