import { readFileSync } from 'node:fs';

/** A JSON schema, or any other object of a document. */
export type Node = Readonly<Record<string, unknown>>;

/** A parameter as a document describes it. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Node;
}

/** One operation of a document. */
export interface Described {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Schemas of the body by media type; empty: it takes none. */
  readonly bodies: Readonly<Record<string, Node>>;
}

/** An OpenAPI document that is checked in. */
export class ApiDocument {
  readonly root: Node;

  /** `prefix`: of the paths that this server itself serves. */
  constructor(
    name: 'partner' | 'admin' | 'usage' | 'driver',
    private readonly prefix = '/',
  ) {
    this.root = JSON.parse(readFileSync(new URL(`../../docs/openapi/${name}.json`, import.meta.url), 'utf8')) as Node;
  }

  get operations(): readonly Described[] {
    return this.paths.flatMap((path) => this.methodsOf(path).map((method) => this.described(method, path)));
  }

  /** What a path without its query stands for, as a router finds it for a method; null where the document has nothing like it. */
  templateOf(path: string, method: string): string | null {
    const parts = path.split('/');
    const fits = this.paths.filter((template) => isLike(template.split('/'), parts));
    const nearest = fits.toSorted((a, b) => holes(a) - holes(b));
    return nearest.find((template) => this.methodsOf(template).includes(method)) ?? nearest[0] ?? null;
  }

  methodsOf(template: string): readonly string[] {
    return Object.entries(this.under('paths', template))
      .filter(([, value]) => Object.hasOwn(Object(value), 'responses'))
      .map(([method]) => method.toUpperCase());
  }

  /** What stands at some place; empty where nothing does. */
  under(...keys: readonly string[]): Node {
    return keys.reduce<Node>((node, key) => asNode(this.followed(asNode(node[key]))), this.root);
  }

  /** The same node, or what it refers to. */
  followed(node: Node): Node {
    const reference = node['$ref'];
    return typeof reference === 'string' ? this.under(...reference.slice(2).split('/')) : node;
  }

  private get paths(): readonly string[] {
    return Object.keys(asNode(this.root['paths'])).filter((path) => path.startsWith(this.prefix));
  }

  private described(method: string, path: string): Described {
    const operation = this.under('paths', path, method.toLowerCase());
    const content = Object.entries(this.under('paths', path, method.toLowerCase(), 'requestBody', 'content'));
    return {
      method,
      path,
      parameters: (operation['parameters'] ?? []) as readonly Parameter[],
      bodies: Object.fromEntries(content.map(([type, media]) => [type, asNode(asNode(media)['schema'])])),
    };
  }
}

function asNode(value: unknown): Node {
  return Object(value) as Node;
}

function isLike(template: readonly string[], parts: readonly string[]): boolean {
  const fits = (part: string, index: number): boolean =>
    part.startsWith('{') ? parts[index] !== '' : part === parts[index];
  return template.length === parts.length && template.every(fits);
}

function holes(template: string): number {
  return template.split('{').length;
}
