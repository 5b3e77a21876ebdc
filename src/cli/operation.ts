/** One operation of the admin API, as a command of the terminal has it. */
export interface Operation {
  /** Two words, such as `invoices refund`. */
  readonly group: string;
  readonly name: string;
  readonly summary: string;
  readonly method: string;
  /** With parameters in braces. */
  readonly path: string;
  /** Names of what stands in the path, in order. */
  readonly places: readonly string[];
  readonly query: readonly Field[];
  readonly body: readonly Field[];
  /** Whether a repeat is told by a key. */
  readonly isKeyed: boolean;
}

/** What an option of a command stands for. */
export interface Field {
  readonly name: string;
  readonly description: string;
  readonly isRequired: boolean;
  readonly type: 'text' | 'number' | 'boolean' | 'json';
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

interface DescribedOperation {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** The document of the admin API, as far as commands are made of it. */
export interface AdminDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Every operation of the document, so that the terminal can do whatever the API can. @throws Error where two would have one name */
export function operationsOf(document: AdminDocument): readonly Operation[] {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operationOf(document, { path, method, described })),
  );
  const names = operations.map(({ group, name }) => `${group} ${name}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Two operations are called ${twice}`);
  return operations.toSorted((one, other) => `${one.group} ${one.name}`.localeCompare(`${other.group} ${other.name}`));
}

interface Described {
  readonly path: string;
  readonly method: string;
  readonly described: DescribedOperation;
}

function operationOf(document: AdminDocument, { path, method, described }: Described): Operation {
  const { operationId, summary = '', parameters = [], requestBody } = described;
  const [controller = '', handler = ''] = operationId.split('_');
  const body = requestBody?.content['application/json']?.schema;
  return {
    group: groupOf(controller),
    name: kebab(handler),
    summary,
    method: method.toUpperCase(),
    path,
    places: [...path.matchAll(/\{(\w+)\}/g)].map(([, place]) => place ?? ''),
    query: parameters.filter((one) => one.in === 'query').map((one) => fieldOf(one.name, one.schema, one)),
    body: body === undefined ? [] : bodyFields(resolved(document, body)),
    isKeyed: parameters.some((one) => one.in === 'header' && one.name.toLowerCase() === 'idempotency-key'),
  };
}

/** `AdminBillingPeriods` and `InvoiceActions` are `billing-periods` and `invoices`. */
function groupOf(controller: string): string {
  const bare = controller.replace(/^Admin(?=[A-Z])/, '');
  return kebab(bare.endsWith('Actions') ? `${bare.slice(0, -'Actions'.length)}s` : bare);
}

function kebab(name: string): string {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

function resolved({ components }: AdminDocument, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (components.schemas[name] ?? schema);
}

function bodyFields({ properties = {}, required = [] }: Schema): readonly Field[] {
  return Object.entries(properties).map(([name, schema]) =>
    fieldOf(name, schema, { required: required.includes(name), ...described(schema) }),
  );
}

function described({ description }: Schema): { readonly description?: string } {
  return description === undefined ? {} : { description };
}

function fieldOf(
  name: string,
  schema: Schema,
  { required = false, description = '' }: { readonly required?: boolean; readonly description?: string },
): Field {
  return { name, description, isRequired: required, type: typeOf(schema) };
}

function typeOf({ type, $ref }: Schema): Field['type'] {
  const [known] = [type ?? ($ref === undefined ? 'string' : 'object')].flat();
  if (known === 'number' || known === 'integer') return 'number';
  if (known === 'boolean') return 'boolean';
  return known === 'string' ? 'text' : 'json';
}
