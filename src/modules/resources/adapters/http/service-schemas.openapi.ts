const text = { type: 'string' };
const said = (description: string, example: string) => ({ ...text, description, examples: [example] });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
});

const CALL = {
  operation: said('As in the path, which is not signed: refuse a call where they differ', 'provision'),
  resource: ref('Resource'),
};
const SEED = {
  credentialSeed: {
    ...text,
    description: 'Random, secret, the same at every attempt: secrets that are derived from it need not be stored',
    examples: ['q0T8fYtGmD0f4sVqB2nWc9pLaKx3vZt1uE5hJ7rMbNo'],
  },
};
const VERSION = { version: { type: 'integer', minimum: 1, description: 'Of the secrets', examples: [2] } };
const CALLBACK = { callback: ref('Callback') };
const ALWAYS = Object.keys(CALL);

/** Bodies of the calls to the provider's service, and of its answers. */
export const CALL_SCHEMAS = {
  Resource: object(
    {
      id: said('Of the resource; every operation is idempotent on it', 'res_u4pP0YbAQ1uKc0m3S3mVJw'),
      installationId: said('Whose it is', 'icfg_9bceb8ccT32d3U417ezb5c8p'),
      productSlug: said('As the catalog calls it', 'search'),
      planId: said('As the catalog calls it', 'pro'),
      name: said('As the customer knows it', 'orders'),
      metadata: {
        type: 'object',
        additionalProperties: true,
        description: 'What the customer chose, shaped by the schema in the catalog',
        examples: [{ region: 'iad1' }],
      },
      instance: said('Only of a linked resource: what you call what the customer had before', 'cluster-4711'),
    },
    ['id', 'installationId', 'productSlug', 'planId', 'name', 'metadata'],
  ),
  Owner: {
    oneOf: [
      object({
        kind: { ...text, const: 'account', description: 'An account at your own login' },
        issuer: said('Of your own customer login', 'https://login.product.example'),
        subject: said('Who has logged in there', 'user-4711'),
      }),
      object({
        kind: { ...text, const: 'installation', description: 'A team at Vercel' },
        installationId: said('Where no customer login is configured', 'icfg_9bceb8ccT32d3U417ezb5c8p'),
      }),
    ],
  },
  ListImportableCall: object({
    operation: CALL.operation,
    productSlug: said('As the catalog calls it', 'search'),
    owner: ref('Owner'),
  }),
  ImportableAnswer: object({
    instances: { type: 'array', maxItems: 1_000, items: ref('Instance'), description: 'All that can be linked' },
  }),
  Instance: object({
    instance: {
      ...text,
      minLength: 1,
      maxLength: 256,
      description: 'Yours, never given to another one',
      examples: ['cluster-4711'],
    },
    name: said('As the customer knows it', 'Orders, production'),
  }),
  AdoptCall: object({ ...CALL, owner: ref('Owner'), ...SEED }),
  HoldsAnswer: object({ held: { type: 'boolean', description: 'False: gone, or somebody else’s', examples: [true] } }),
  Callback: object({
    operationId: said('The same at every attempt', 'op_Zt3vYtGmD0f4sVqB2nWc9p'),
    url: {
      ...said('Where the end is reported', 'https://provider.example/drivers/v1/callbacks/op_Zt3vYtGmD0f4sVqB2nWc9p'),
      format: 'uri',
    },
  }),
  Call: object(CALL),
  EndableCall: object({ ...CALL, ...CALLBACK }, ALWAYS),
  ProvisionCall: object({ ...CALL, ...SEED, ...CALLBACK }, [...ALWAYS, 'credentialSeed']),
  RotateCall: object({ ...CALL, ...SEED, ...VERSION, ...CALLBACK }, [...ALWAYS, 'credentialSeed', 'version']),
  VersionCall: object({ ...CALL, ...VERSION }),
  UsageCall: object({
    ...CALL,
    from: { ...said('Begin of the span, which it holds', '2026-01-31T09:00:00.000Z'), format: 'date-time' },
    to: { ...said('End of the span, which it does not hold', '2026-01-31T10:00:00.000Z'), format: 'date-time' },
  }),
  UsageAnswer: object({
    readings: { type: 'array', maxItems: 100, items: ref('Reading'), description: 'One for each meter' },
  }),
  Reading: object({
    meter: said('As the catalog calls it; each once', 'storage'),
    value: {
      ...text,
      description:
        'A decimal of at most 15 digits and nine decimals: of a `total` or a `rate` what it is now, of an `interval` what was used from `from` until before `to`; in the unit of the meter',
      examples: ['12.5'],
    },
  }),
  ReplCall: object({
    ...CALL,
    input: said('What was typed', 'count orders'),
    mode: { ...said('What it may do', 'read-only'), enum: ['read-only', 'read-write'] },
  }),
  ServiceSecret: object({
    name: {
      ...text,
      pattern: '^[A-Za-z_][A-Za-z0-9_]{0,255}$',
      description: 'Of the environment variable',
      examples: ['ACME_URL'],
    },
    value: {
      ...said('In the clear', 'acme://orders:s3cret@db.product.example'),
      minLength: 1,
      maxLength: 65_536,
    },
  }),
  ServiceSecrets: { type: 'array', maxItems: 100, items: ref('ServiceSecret') },
  MadeAnswer: object({
    status: {
      ...text,
      enum: ['ready', 'onboarding'],
      description: '`onboarding`: the customer has to do something first',
      examples: ['ready'],
    },
    secrets: ref('ServiceSecrets'),
  }),
  SecretsAnswer: object({ secrets: ref('ServiceSecrets') }),
  AnyAnswer: { type: 'object', additionalProperties: true },
  BlocksAnswer: object({ blocks: { type: 'array', items: ref('Block'), description: 'From top to bottom' } }),
  Block: { oneOf: [ref('Paragraph'), ref('Table')] },
  Paragraph: object({
    type: { ...text, const: 'paragraph', description: 'Text that runs on' },
    children: { type: 'array', items: ref('Text'), description: 'Its parts' },
  }),
  Table: object(
    {
      type: { ...text, const: 'table', description: 'Rows and columns' },
      header: { type: 'array', items: ref('Text'), description: 'Names of the columns' },
      rows: { type: 'array', items: { type: 'array', items: ref('Text') }, description: 'Cells, row by row' },
    },
    ['type', 'rows'],
  ),
  Text: object(
    {
      type: { ...text, const: 'text', description: 'A part of a line' },
      text: said('What is read', '42 rows'),
      color: said('CSS hex', '#b91c1c'),
      bold: { type: 'boolean', description: 'Whether it is bold', examples: [true] },
      italic: { type: 'boolean', description: 'Whether it is slanted', examples: [false] },
      href: said('Where it leads', 'https://product.example/docs'),
    },
    ['type', 'text'],
  ),
  ServiceFailure: object({
    error: {
      ...object(
        {
          code: said('What your programs tell it by', 'no_room'),
          message: said('What the customer reads', 'There is no room in this region.'),
        },
        ['message'],
      ),
      description: 'What went wrong',
    },
  }),
} as const;
