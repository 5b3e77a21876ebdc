import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A schema of the contract, as far as these tests read it. */
interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: 'string' | 'number' | 'boolean' | 'object' | 'array';
  readonly nullable?: boolean;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly minLength?: number;
}

interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
}

/** One value that the contract does not allow at one place of a body; undefined stands for leaving it out. */
export interface Fault {
  /** Property names from the top. */
  readonly place: readonly string[];
  readonly value: unknown;
}

const SPEC = new URL('../../../libs/vercel-contract/spec/partner-api.openapi.yaml', import.meta.url);
const contract = parse(readFileSync(SPEC, 'utf8')) as Contract;

const OTHER_TYPES: Readonly<Record<string, readonly unknown[]>> = {
  string: [1, true, ['x'], { x: 1 }],
  number: ['1', true, [1], { x: 1 }],
  boolean: ['true', 1, [true], { x: true }],
  object: ['x', 1, true, [], [{}]],
  array: ['x', 1, true, { 0: 'x' }],
};

/** Every fault that the contract knows for the body of an operation: wrong type, null, missing, empty, malformed. */
export function faultsOf(method: string, path: string): readonly Fault[] {
  const schema = contract.paths[path]?.[method.toLowerCase()]?.requestBody?.content['application/json'].schema;
  if (schema === undefined) throw new Error(`the contract has no body for ${method} ${path}`);
  return below(resolve(schema), []);
}

function below(schema: Schema, place: readonly string[]): Fault[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const here = [...place, name];
    const missing = schema.required?.includes(name) === true ? [{ place: here, value: undefined }] : [];
    return [...missing, ...faultsAt(resolve(property), here), ...below(resolve(property), here)];
  });
}

function faultsAt(schema: Schema, place: readonly string[]): Fault[] {
  const values: unknown[] = [...(OTHER_TYPES[schema.type ?? 'string'] ?? [])];
  if (schema.nullable !== true) values.push(null);
  if (schema.minLength !== undefined) values.push('');
  if (schema.enum !== undefined) values.push('nonsense');
  if (schema.format === 'uri') values.push('nonsense', '/relative');
  if (schema.items !== undefined) values.push(...elementsOf(schema.items).map((value) => [value]));
  if (schema.additionalProperties !== undefined) {
    values.push(...elementsOf(schema.additionalProperties).map((value) => ({ entry: value })));
  }
  return values.map((value) => ({ place, value }));
}

/** Values that no element of a list or map may have. */
function elementsOf(schema: Schema): readonly unknown[] {
  const wrong = [...(OTHER_TYPES[schema.type ?? ''] ?? [{ x: 1 }]), null];
  return schema.format === 'date-time' ? [...wrong, 'nonsense'] : wrong;
}

function resolve(schema: Schema): Schema {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    const found = contract.components.schemas[name];
    if (found === undefined) throw new Error(`the contract has no schema ${name}`);
    return resolve(found);
  }
  return (schema.allOf ?? []).map(resolve).reduce((all, part) => ({ ...all, ...part }), schema);
}

/** A copy of a body with one place changed. */
export function withFault(body: Readonly<Record<string, unknown>>, { place, value }: Fault): Record<string, unknown> {
  const [name = '', ...rest] = place;
  const inner = rest.length === 0 ? value : withFault(Object(body[name]), { place: rest, value });
  return { ...body, [name]: inner };
}
