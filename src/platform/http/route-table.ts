import type { Express } from 'express';

/** One route as the router holds it. */
export interface RouteEntry {
  readonly method: string;
  readonly path: string;
}

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

function layers(express: Express): readonly Layer[] {
  return (express as unknown as { readonly router: { readonly stack: readonly Layer[] } }).router.stack;
}

/** Every route of the app, methods in upper case. */
export function listRoutes(express: Express): readonly RouteEntry[] {
  return layers(express).flatMap((layer) =>
    layer.route === undefined
      ? []
      : Object.keys(layer.route.methods).map((method) => ({
          method: method.toUpperCase(),
          path: layer.route?.path ?? '',
        })),
  );
}

/** The methods that exist for a concrete path, sorted; empty for an unknown path. */
export function methodsFor(express: Express, path: string): readonly string[] {
  const methods = new Set<string>();
  for (const layer of layers(express)) {
    if (layer.route === undefined || !layer.match(decodable(path))) continue;
    for (const method of Object.keys(layer.route.methods)) methods.add(method.toUpperCase());
  }
  return [...methods].toSorted();
}

/** Whether a path is one that we answer when it is opened. */
export function canBeOpened(express: Express, path: string): boolean {
  return methodsFor(express, path).includes('GET');
}

/** What stands for a parameter does not matter here, but a match decodes it, and not every text can be. */
function decodable(path: string): string {
  return path.replaceAll('%', '_');
}
