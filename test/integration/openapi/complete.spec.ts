import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly example?: unknown;
  readonly examples?: unknown;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly { readonly name: string; readonly description?: string; readonly schema: Schema }[];
  readonly responses: Readonly<Record<string, { readonly description?: string }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>>; readonly securitySchemes: object };
}

const read = (name: string): Document => JSON.parse(readFileSync(`docs/openapi/${name}.json`, 'utf8')) as Document;

/** A value of its own, and not one that is described elsewhere. */
const isLeaf = (schema: Schema): boolean =>
  !('$ref' in schema || schema.allOf || schema.oneOf || schema.anyOf || schema.properties || 'const' in schema) &&
  (schema.items === undefined || isLeaf(schema.items));

/** Fields below a schema that lack a description or an example, by their path. */
function gaps(schema: Schema, path: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const at = `${path}.${name}`;
    const lacks = [
      ...(field.description === undefined && field.$ref === undefined ? ['description'] : []),
      ...(isLeaf(field) && field.example === undefined && field.examples === undefined ? ['example'] : []),
    ];
    return [...lacks.map((lack) => `${at}: ${lack}`), ...gaps(field, at), ...gaps(field.items ?? {}, at)];
  });
}

describe.each(['admin', 'partner', 'usage', 'driver'])('the document of the %s API', (name) => {
  const { paths, components } = read(name);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => /^(get|put|post|patch|delete)$/.test(method))
      .map(([method, operation]) => [`${method} ${path}`, operation] as const),
  );

  it('describes every field, with an example', () => {
    const found = Object.entries(components.schemas).flatMap(([schema, fields]) =>
      [fields, ...(fields.oneOf ?? [])].flatMap((each) => gaps(each, schema)),
    );
    expect(found).toEqual([]);
  });

  it('describes every parameter, with an example', () => {
    const lacking = operations.flatMap(([operation, { parameters = [] }]) =>
      parameters
        .filter(({ description, schema }) => !description || schema.examples === undefined)
        .map((parameter) => `${operation} ${parameter.name}`),
    );
    expect(lacking).toEqual([]);
  });

  it('says of every operation what it does, and how it can fail', () => {
    for (const [operation, { summary, responses }] of operations) {
      expect([operation, summary]).toEqual([operation, expect.stringMatching(/\w/)]);
      expect([operation, Object.keys(responses)]).toEqual([
        operation,
        expect.arrayContaining([expect.stringMatching(/^4/)]),
      ]);
      for (const { description } of Object.values(responses)) expect(description).toMatch(/\w/);
    }
  });

  it('says how callers prove who they are', () => {
    for (const scheme of Object.values(components.securitySchemes)) {
      expect(scheme).toMatchObject({ description: expect.stringMatching(/\w/) });
    }
  });
});
