import { isObject } from './json.js';

/** A copy of an OpenAPI 3.0 document in which `nullable: true` is said in JSON Schema's own words. */
export function translateNullable(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(translateNullable);
  if (!isObject(node)) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, translateNullable(value)]));
  if (copy['nullable'] !== true) return copy;
  delete copy['nullable'];
  if (typeof copy['type'] !== 'string') return { anyOf: [copy, { type: 'null' }] };
  copy['type'] = [copy['type'], 'null'];
  if (Array.isArray(copy['enum'])) copy['enum'] = [...copy['enum'], null];
  return copy;
}
