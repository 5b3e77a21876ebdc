import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';

import schema from '../../../config/catalog.schema.json' with { type: 'json' };
import type { FaultList } from './fault-list.js';

const validate = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true }).compile(schema);

const WORDS: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  object: 'a mapping',
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
};

/** Reports where the file does not have the shape of `config/catalog.schema.json`. */
export function addSchemaFaults(content: unknown, faults: FaultList): void {
  if (validate(content)) return;
  for (const error of validate.errors ?? []) {
    if (error.keyword !== 'propertyNames') faults.add(placeOf(error, content), problemOf(error));
  }
}

/** An index stands in brackets, a key behind a dot, also one that is a number. */
function placeOf({ instancePath, params, propertyName }: ErrorObject, content: unknown): string {
  const pointer = instancePath.split('/').slice(1).map(unescapePointer);
  const last = params['missingProperty'] ?? params['additionalProperty'] ?? propertyName;
  let [path, value] = ['', content];
  for (const step of last === undefined ? pointer : [...pointer, String(last)]) {
    path += Array.isArray(value) ? `[${step}]` : `${path && '.'}${step}`;
    value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[step];
  }
  return path;
}

function unescapePointer(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function problemOf({ keyword, params, message, parentSchema }: ErrorObject): string {
  if (keyword === 'required') return 'is missing';
  if (keyword === 'additionalProperties') return 'is not known';
  const title: unknown = parentSchema?.['title'];
  if (typeof title === 'string') return `must be ${title}`;
  if (keyword === 'enum') return `must be one of ${(params['allowedValues'] as unknown[]).join(', ')}`;
  if (keyword === 'const') return `must be ${String(params['allowedValue'])}`;
  if (keyword === 'type') return `must be ${typeNames(params['type'])}`;
  return message ?? 'does not fit';
}

function typeNames(types: unknown): string {
  return [types]
    .flat()
    .map((type) => WORDS[String(type)] ?? `a ${String(type)}`)
    .join(' or ');
}
