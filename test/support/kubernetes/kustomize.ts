import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { applyPatch, type Operation } from 'rfc6902';
import { parse, parseAllDocuments } from 'yaml';
import type { Manifest } from './manifest.js';

interface Generator {
  readonly name: string;
  readonly behavior?: 'merge';
  readonly literals?: readonly string[];
  readonly files?: readonly string[];
  readonly envs?: readonly string[];
}

interface Target {
  readonly kind?: string;
  readonly name?: string;
}

interface Kustomization {
  readonly apiVersion: string;
  readonly kind: 'Kustomization';
  readonly namespace?: string;
  readonly resources?: readonly string[];
  readonly images?: readonly { readonly name: string; readonly newName?: string; readonly newTag?: string }[];
  readonly replicas?: readonly { readonly name: string; readonly count: number }[];
  readonly configMapGenerator?: readonly Generator[];
  readonly secretGenerator?: readonly Generator[];
  readonly patches?: readonly { readonly path?: string; readonly patch?: string; readonly target?: Target }[];
}

/** What a step of a build can do; any other field of a kustomization is refused, so that nothing is silently left out. */
const KNOWN = new Set([
  'apiVersion',
  'kind',
  'namespace',
  'resources',
  'images',
  'replicas',
  'configMapGenerator',
  'secretGenerator',
  'patches',
]);

/** The manifests of a folder with a `kustomization.yaml`, as `kubectl kustomize` prints them, but for the hashes in the names of what is generated. */
export function kustomize(folder: string): readonly Manifest[] {
  const step = parse(readFileSync(path.join(folder, 'kustomization.yaml'), 'utf8')) as Kustomization;
  const unknown = Object.keys(step).filter((field) => !KNOWN.has(field));
  if (unknown.length > 0) throw new Error(`${folder}: not understood: ${unknown.join(', ')}`);
  const manifests = (step.resources ?? []).flatMap((resource) => read(path.join(folder, resource)));
  for (const generator of step.configMapGenerator ?? []) generate(manifests, 'ConfigMap', { folder, generator });
  for (const generator of step.secretGenerator ?? []) generate(manifests, 'Secret', { folder, generator });
  const patched = (step.patches ?? []).reduce(
    (all, patch) => apply(all, textOf(folder, patch), patch.target),
    manifests,
  );
  for (const manifest of patched) finish(manifest, step);
  return patched;
}

function read(target: string): Manifest[] {
  if (statSync(target).isDirectory()) return [...kustomize(target)];
  return parseAllDocuments(readFileSync(target, 'utf8')).map((document) => {
    if (document.errors.length > 0) throw new Error(`${target}: ${document.errors[0]?.message}`);
    return document.toJS() as Manifest;
  });
}

function generate(
  manifests: Manifest[],
  kind: 'ConfigMap' | 'Secret',
  { folder, generator }: { readonly folder: string; readonly generator: Generator },
): void {
  const { name, behavior, literals = [], files = [], envs = [] } = generator;
  const pairs = [...literals, ...envs.flatMap((file) => linesOf(path.join(folder, file)))].map(pairOf);
  const contents = files.map((file) => [path.basename(file), readFileSync(path.join(folder, file), 'utf8')]);
  const data = Object.fromEntries([...pairs, ...contents]) as Record<string, string>;
  const known = manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  if ((behavior === 'merge') !== (known !== undefined)) throw new Error(`${kind} ${name}: behavior does not fit`);
  if (known === undefined) manifests.push({ apiVersion: 'v1', kind, metadata: { name }, [dataOf(kind)]: data });
  else Object.assign(known['data'] as object, data);
}

function dataOf(kind: 'ConfigMap' | 'Secret'): string {
  return kind === 'Secret' ? 'stringData' : 'data';
}

/** A file that everybody makes for themselves stands here as its example. */
function linesOf(file: string): readonly string[] {
  const present = existsSync(file) ? file : `${file}.example`;
  return readFileSync(present, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function pairOf(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}

function textOf(folder: string, patch: { readonly path?: string; readonly patch?: string }): string {
  return patch.patch ?? readFileSync(path.join(folder, patch.path ?? ''), 'utf8');
}

function apply(manifests: readonly Manifest[], text: string, target: Target | undefined): Manifest[] {
  const patch = parse(text) as Operation[] | (Manifest & { readonly $patch: string });
  if (!Array.isArray(patch)) return without(manifests, patch);
  const meant = manifests.filter(
    ({ kind, metadata }) => (target?.kind ?? kind) === kind && (target?.name ?? metadata.name) === metadata.name,
  );
  if (target === undefined || meant.length === 0) throw new Error(`a patch meets nothing: ${text}`);
  for (const manifest of meant) {
    const failed = applyPatch(manifest, patch).find((result) => result !== null);
    if (failed) throw failed;
  }
  return [...manifests];
}

function without(manifests: readonly Manifest[], patch: Manifest & { readonly $patch: string }): Manifest[] {
  const left = manifests.filter((manifest) => !isSame(manifest, patch));
  if (patch.$patch !== 'delete' || left.length !== manifests.length - 1)
    throw new Error('only a patch that deletes one object is understood');
  return left;
}

function isSame(one: Manifest, other: Manifest): boolean {
  return one.apiVersion === other.apiVersion && one.kind === other.kind && one.metadata.name === other.metadata.name;
}

function finish(manifest: Manifest, { namespace, replicas = [], images = [] }: Kustomization): void {
  if (namespace !== undefined) manifest.metadata.namespace = namespace;
  const spec = manifest['spec'] as { replicas?: number } | undefined;
  const wanted = replicas.find(({ name }) => manifest.kind === 'Deployment' && name === manifest.metadata.name);
  if (spec && wanted) spec.replicas = wanted.count;
  for (const container of containersOf(manifest)) {
    const image = images.find(({ name }) => name === container.image.split(/[:@]/)[0]);
    if (image) container.image = `${image.newName ?? image.name}:${image.newTag ?? 'latest'}`;
  }
}

/** The containers that an object of any kind starts. */
function containersOf(manifest: Manifest): { image: string }[] {
  const spec = manifest['spec'] as { template?: { spec?: { containers?: { image: string }[] } } } | undefined;
  return spec?.template?.spec?.containers ?? [];
}
