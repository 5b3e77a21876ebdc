import type { ErrorObject } from 'ajv';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { isObject, type JsonObject, containerAt } from './json.js';
import { translateNullable } from './nullable.js';
import { compileTemplate, findTemplate, type PathTemplate } from './path-template.js';

const FAULTS_SHOWN = 8;

/** A part of a document together with the place it stands at, which is what its schemas are compiled by. */
export interface Located {
  readonly pointer: string;
  readonly node: JsonObject;
}

/** What a concrete request meets in a document. */
export type Lookup =
  | { readonly found: 'operation'; readonly operation: Located }
  | { readonly found: 'path' }
  | { readonly found: 'nothing' };

/** An OpenAPI 3.0 document whose schemas are compiled one by one, when first asked for. */
export class OpenApiDocument {
  private readonly root: JsonObject;
  private readonly paths: JsonObject;
  private readonly templates: readonly PathTemplate[];
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, logger: false });

  constructor(document: unknown) {
    const root = translateNullable(document);
    if (!isObject(root)) throw new Error('an OpenAPI document is an object');
    this.root = root;
    this.paths = containerAt(root, 'paths') ?? {};
    this.templates = Object.keys(this.paths).map(compileTemplate);
    formats.default(this.ajv);
    this.ajv.addSchema(root, 'oas');
  }

  /** The operation for a method and a concrete path. */
  find(method: string, path: string): Lookup {
    const template = findTemplate(this.templates, path);
    if (template === undefined) return { found: 'nothing' };
    const pathItem = this.step({ pointer: '/paths', node: this.paths }, template);
    const operation = pathItem && this.step(pathItem, method.toLowerCase());
    return operation ? { found: 'operation', operation } : { found: 'path' };
  }

  /** The object or array below a located one, references followed. */
  step(from: Located, ...keys: readonly string[]): Located | undefined {
    let here: Located | undefined = from;
    for (const key of keys) {
      const node = containerAt(here.node, key);
      if (node === undefined) return undefined;
      here = this.follow({ pointer: `${here.pointer}/${encodeKey(key)}`, node });
      if (here === undefined) return undefined;
    }
    return here;
  }

  /** A part of the document by its keys from the top. */
  at(...keys: readonly string[]): Located | undefined {
    return this.step({ pointer: '', node: this.root }, ...keys);
  }

  /** Faults of a value against the schema at a place, in words; none when it fits. */
  validate(schema: Located, value: unknown): string[] {
    const check = this.compiled(schema.pointer);
    if (check(value)) return [];
    return [...new Set((check.errors ?? []).map(describe))].slice(0, FAULTS_SHOWN);
  }

  private compiled(pointer: string): ValidateFunction {
    const check = this.ajv.getSchema(`oas#${pointer}`);
    if (check === undefined) throw new Error(`no schema at ${pointer}`);
    return check;
  }

  private follow(located: Located): Located | undefined {
    const reference = located.node['$ref'];
    if (typeof reference !== 'string') return located;
    return this.at(...reference.replace('#/', '').split('/'));
  }
}

function encodeKey(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function describe(error: ErrorObject): string {
  const detail = error.params['additionalProperty'] ?? error.params['allowedValues'];
  const suffix = detail === undefined ? '' : ` (${JSON.stringify(detail)})`;
  return `body${error.instancePath} ${error.message ?? error.keyword}${suffix}`;
}
