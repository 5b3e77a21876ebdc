import type { getMetadataStorage } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
type Rules = ReturnType<Storage['getTargetValidationMetadatas']>;

/**
 * The rules of a class never change, but for each object class-validator looks through those of all classes, and groups them.
 * Rules for some occasions only (groups) are left to it; the schema is the name of the class that holds the object.
 */
export function rememberRules(storage: Storage): void {
  const found = new Map<unknown, Map<string, Rules>>();
  const grouped = new WeakMap<Rules, ReturnType<Storage['groupByPropertyName']>>();
  const find = storage.getTargetValidationMetadatas.bind(storage);
  const group = storage.groupByPropertyName.bind(storage);
  storage.getTargetValidationMetadatas = (target, schema, ...occasion) => {
    if (occasion.some((part) => Boolean(part))) return find(target, schema, ...occasion);
    const ofClass = kept(found, target, () => new Map<string, Rules>());
    return kept(ofClass, schema, () => find(target, schema, ...occasion));
  };
  storage.groupByPropertyName = (rules) => kept(grouped, rules, () => group(rules));
}

interface Kept<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

function kept<K, V>(map: Kept<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
