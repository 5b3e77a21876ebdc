const text = { type: 'string' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
});

const CALL = {
  operation: { ...text, description: 'As in the path, which is not signed: refuse a call where they differ' },
  resource: ref('Resource'),
};
const SEED = {
  credentialSeed: {
    ...text,
    description: 'Random, secret, the same at every attempt: secrets that are derived from it need not be stored',
  },
};
const VERSION = { version: { type: 'integer', minimum: 1, description: 'Of the secrets' } };
const CALLBACK = { callback: ref('Callback') };
const ALWAYS = Object.keys(CALL);

/** Bodies of the calls to the provider's service, and of its answers. */
export const CALL_SCHEMAS = {
  Resource: object(
    {
      id: { ...text, description: 'Of the resource; every operation is idempotent on it' },
      installationId: { ...text, description: 'Whose it is' },
      productSlug: text,
      planId: text,
      name: text,
      metadata: { type: 'object', additionalProperties: true },
      instance: { ...text, description: 'Only of a linked resource: what you call what the customer had before' },
    },
    ['id', 'installationId', 'productSlug', 'planId', 'name', 'metadata'],
  ),
  Owner: {
    oneOf: [
      object({
        kind: { ...text, const: 'account' },
        issuer: { ...text, description: 'Of your own customer login' },
        subject: { ...text, description: 'Who has logged in there' },
      }),
      object({
        kind: { ...text, const: 'installation' },
        installationId: { ...text, description: 'Where no customer login is configured' },
      }),
    ],
  },
  ListImportableCall: object({ operation: CALL.operation, productSlug: text, owner: ref('Owner') }),
  ImportableAnswer: object({ instances: { type: 'array', maxItems: 1_000, items: ref('Instance') } }),
  Instance: object({
    instance: { ...text, minLength: 1, maxLength: 256, description: 'Yours, never given to another one' },
    name: { ...text, description: 'As the customer knows it' },
  }),
  AdoptCall: object({ ...CALL, owner: ref('Owner'), ...SEED }),
  HoldsAnswer: object({ held: { type: 'boolean' } }),
  Callback: object({
    operationId: { ...text, description: 'The same at every attempt' },
    url: { ...text, format: 'uri' },
  }),
  Call: object(CALL),
  EndableCall: object({ ...CALL, ...CALLBACK }, ALWAYS),
  ProvisionCall: object({ ...CALL, ...SEED, ...CALLBACK }, [...ALWAYS, 'credentialSeed']),
  RotateCall: object({ ...CALL, ...SEED, ...VERSION, ...CALLBACK }, [...ALWAYS, 'credentialSeed', 'version']),
  VersionCall: object({ ...CALL, ...VERSION }),
  UsageCall: object({ ...CALL, from: { ...text, format: 'date-time' }, to: { ...text, format: 'date-time' } }),
  UsageAnswer: object({ readings: { type: 'array', maxItems: 100, items: ref('Reading') } }),
  Reading: object({
    meter: { ...text, description: 'As the catalog calls it; each once' },
    value: {
      ...text,
      description:
        'A decimal of at most 15 digits and nine decimals: of a `total` or a `rate` what it is now, of an `interval` what was used from `from` until before `to`',
    },
  }),
  ReplCall: object({ ...CALL, input: text, mode: { ...text, enum: ['read-only', 'read-write'] } }),
  ServiceSecret: object({
    name: { ...text, pattern: '^[A-Za-z_][A-Za-z0-9_]{0,255}$', description: 'Of the environment variable' },
    value: { ...text, minLength: 1, maxLength: 65_536 },
  }),
  ServiceSecrets: { type: 'array', maxItems: 100, items: ref('ServiceSecret') },
  MadeAnswer: object({
    status: {
      ...text,
      enum: ['ready', 'onboarding'],
      description: '`onboarding`: the customer has to do something first',
    },
    secrets: ref('ServiceSecrets'),
  }),
  SecretsAnswer: object({ secrets: ref('ServiceSecrets') }),
  AnyAnswer: { type: 'object', additionalProperties: true },
  BlocksAnswer: object({ blocks: { type: 'array', items: ref('Block') } }),
  Block: { oneOf: [ref('Paragraph'), ref('Table')] },
  Paragraph: object({ type: { ...text, const: 'paragraph' }, children: { type: 'array', items: ref('Text') } }),
  Table: object(
    {
      type: { ...text, const: 'table' },
      header: { type: 'array', items: ref('Text') },
      rows: { type: 'array', items: { type: 'array', items: ref('Text') } },
    },
    ['type', 'rows'],
  ),
  Text: object(
    {
      type: { ...text, const: 'text' },
      text,
      color: { ...text, description: 'CSS hex' },
      bold: { type: 'boolean' },
      italic: { type: 'boolean' },
      href: text,
    },
    ['type', 'text'],
  ),
  ServiceFailure: object({ error: object({ code: text, message: text }, ['message']) }),
} as const;
