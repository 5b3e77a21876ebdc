import fc from 'fast-check';
import type { ApiDocument, Node } from '../described.js';
import { nastyValues } from './nasty.js';

const DAY_MS = 86_400_000;
const TEXT_LENGTH = 40;

/** Values by the name of the field that they are for, which a schema alone cannot tell, the best first; `{{x}}` is filled in when they are sent. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

/** Values that fit a schema, and are understood where they are about something that is known. */
export function validOf(document: ApiDocument, schema: Node, known: Known, name = ''): fc.Arbitrary<unknown> {
  const node = document.followed(schema);
  const inner = (of: unknown, at = name) => validOf(document, Object(of) as Node, known, at);
  const own = shaped(node, inner, name);
  const values = (known[name] ?? examplesIn(node)).filter((value) => isOf(node['type'], value));
  if (values.length === 0) return own;
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(values[0]) },
    { weight: 3, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: own },
  );
}

function isOf(type: unknown, value: unknown): boolean {
  if (type === 'object') return typeof value === 'object' && !Array.isArray(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'string') return typeof value === 'string';
  return typeof value !== 'object';
}

function examplesIn(node: Node): readonly unknown[] {
  return [
    ...(Array.isArray(node['examples']) ? node['examples'] : []),
    ...('example' in node ? [node['example']] : []),
  ];
}

type Inner = (of: unknown, at?: string) => fc.Arbitrary<unknown>;

function shaped(node: Node, inner: Inner, name: string): fc.Arbitrary<unknown> {
  if ('const' in node) return fc.constant(node['const']);
  if (Array.isArray(node['enum'])) return fc.constantFrom(...(node['enum'] as unknown[]));
  const choices = node['oneOf'] ?? node['anyOf'];
  if (Array.isArray(choices)) return fc.oneof(...choices.map((choice) => inner(choice)));
  if (Array.isArray(node['allOf'])) return inner(node['allOf'][0]);
  if (Array.isArray(node['type'])) return fc.oneof(...node['type'].map((type) => inner({ ...node, type })));
  return ofType(node, inner, name);
}

function ofType(node: Node, inner: Inner, name: string): fc.Arbitrary<unknown> {
  switch (node['type']) {
    case 'string':
      return text(node);
    case 'integer':
      return fc.integer({ min: Number(node['minimum'] ?? 0), max: Number(node['maximum'] ?? 1_000) });
    case 'number':
      return number(node);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return array(node, inner(node['items'], name));
    case 'object':
      return object(node, inner);
    default:
      return nastyValues;
  }
}

function array(node: Node, item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const minLength = Number(node['minItems'] ?? 0);
  const maxLength = Math.min(Number(node['maxItems'] ?? 3), 3);
  const drawn = fc.array(item, { minLength, maxLength });
  return node['uniqueItems'] === true ? drawn.map((all) => [...new Set(all)]) : drawn;
}

function text(node: Node): fc.Arbitrary<string> {
  if (node['format'] === 'date-time') return instants;
  if (typeof node['pattern'] === 'string') return matching(node['pattern']);
  const minLength = Number(node['minLength'] ?? 1);
  return fc.string({ minLength, maxLength: Math.min(Number(node['maxLength'] ?? TEXT_LENGTH), TEXT_LENGTH) });
}

/** What is looked ahead for cannot be drawn for, only held against. */
function matching(pattern: string): fc.Arbitrary<string> {
  const rule = new RegExp(pattern, 'u');
  return fc.stringMatching(new RegExp(pattern.replaceAll(/\(\?=[^()]*\)/g, ''), 'u')).filter((text) => rule.test(text));
}

const instants = fc.integer({ min: -40, max: 40 }).map((days) => new Date(Date.now() + days * DAY_MS).toISOString());

function number(node: Node): fc.Arbitrary<number> {
  const min = Number(node['minimum'] ?? -1_000);
  return fc.oneof(fc.integer({ min: Math.ceil(min), max: Number(node['maximum'] ?? 1_000) }), soon);
}

/** Instants as numbers, a few hours from now. */
const soon = fc.integer({ min: 1, max: 48 }).map((hours) => Date.now() + (hours * DAY_MS) / 24);

function object(node: Node, inner: Inner): fc.Arbitrary<unknown> {
  const properties = Object.entries(Object(node['properties']) as Node);
  const requiredKeys = (node['required'] ?? []) as string[];
  const own = fc.record(Object.fromEntries(properties.map(([name, of]) => [name, inner(of, name)])), { requiredKeys });
  const more = node['additionalProperties'];
  if (more === undefined || more === false || properties.length > 0) return own;
  return fc.dictionary(fc.string({ minLength: 1, maxLength: 10 }), more === true ? fc.jsonValue() : inner(more), {
    maxKeys: 3,
  });
}
