import type { Manifest } from './manifest.js';

interface Model {
  /** Of `this`, whatever it is. */
  validate(): void;
}

/** Where a compiled schema is found, by the object's version and kind. */
function sourceOf({ apiVersion, kind }: Manifest): string {
  const isCustom = apiVersion.startsWith('monitoring.coreos.com/');
  return `${isCustom ? '@kubernetes-models/prometheus-operator' : 'kubernetes-models'}/${apiVersion}/${kind}`;
}

/** What Kubernetes would say against an object: breaches of its JSON schema, and fields that the schema does not know. */
export async function schemaFaults(manifest: Manifest): Promise<readonly string[]> {
  const models = (await import(sourceOf(manifest))) as Readonly<Record<string, { readonly prototype: Model }>>;
  const ModelOfKind = models[manifest.kind];
  if (ModelOfKind === undefined) throw new Error(`no schema of ${manifest.apiVersion} ${manifest.kind}`);
  const read = new Set<string>();
  try {
    ModelOfKind.prototype.validate.call(watched(manifest, { path: '', read }));
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
  return pathsOf(manifest, '')
    .filter((path) => !read.has(path))
    .map((path) => `${path} is not a field`);
}

interface Watch {
  readonly path: string;
  /** The paths of all that was read. */
  readonly read: Set<string>;
}

/** The schemas let unknown fields pass, but never look at them. */
function watched<T>(value: T, { path, read }: Watch): T {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, key) {
      const at = `${path}/${String(key)}`;
      read.add(at);
      const found: unknown = Reflect.get(target, key);
      return typeof key === 'symbol' ? found : watched(found, { path: at, read });
    },
  });
}

function pathsOf(value: unknown, path: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [`${path}/${key}`, ...pathsOf(child, `${path}/${key}`)]);
}
