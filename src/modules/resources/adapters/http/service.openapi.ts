import { CALL_SCHEMAS } from './service-schemas.openapi.js';

type Fields = Readonly<Record<string, unknown>>;

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Fields) => ({ 'application/json': { schema } });
const answer = (description: string, name?: string) => ({
  description,
  ...(name === undefined ? {} : { content: json(ref(name)) }),
});

const SIGNED = [
  ['webhook-id', 'Id of the message, another one for each attempt: refuse one that has come before'],
  ['webhook-timestamp', 'Seconds since 1970: refuse what is more than 300 from now'],
  ['webhook-signature', '`v1,` and base64 of the HMAC-SHA256 over `id.timestamp.body`; several, separated by blanks'],
].map(([name, description]) => ({ name, in: 'header', required: true, description, schema: { type: 'string' } }));

const FAILURES = {
  401: answer('The signature is not valid. Asked again: an operator has to mend it', 'ServiceFailure'),
  '4XX': answer('Refused for good; the customer reads the message. Not 408, 425, 429', 'ServiceFailure'),
  '5XX': { description: 'Asked again, like after a time-out, a redirect or an answer that cannot be read' },
};

const ACCEPTED = {
  202: answer('Accepted: the end is reported to `callback.url`. Only where the call has a `callback`'),
};

/** One operation: what it does, the name of its body's schema, and how it succeeds. */
interface ServiceOperation {
  readonly name: string;
  readonly summary: string;
  readonly call: string;
  readonly answers: Fields;
}

const NOTHING = { 204: answer('Done') };

const OPERATIONS: readonly ServiceOperation[] = [
  {
    name: 'provision',
    summary: 'Makes the instance, or finds it: the same secrets at every attempt; does not resume a suspended one',
    call: 'ProvisionCall',
    answers: { 200: answer('Made', 'MadeAnswer'), ...ACCEPTED },
  },
  { name: 'update', summary: 'Brings it in line with plan, name and metadata', call: 'Call', answers: NOTHING },
  { name: 'transfer', summary: 'It is that installation’s from here on', call: 'Call', answers: NOTHING },
  { name: 'suspend', summary: 'Keeps everybody out; of a missing one, succeeds', call: 'Call', answers: NOTHING },
  { name: 'resume', summary: 'Lets the same secrets in again', call: 'Call', answers: NOTHING },
  {
    name: 'deprovision',
    summary: 'Removes it for good; of a missing one, succeeds',
    call: 'EndableCall',
    answers: { 204: answer('Nothing is left'), 200: answer('Nothing is left', 'AnyAnswer'), ...ACCEPTED },
  },
  {
    name: 'rotate-secrets',
    summary: 'Makes the secrets of a version beside those there are; version 1 came with provision',
    call: 'RotateCall',
    answers: { 200: answer('Made', 'SecretsAnswer'), ...ACCEPTED },
  },
  {
    name: 'revoke-secrets',
    summary: 'Lets a version in no more, for good; of a missing one, succeeds',
    call: 'VersionCall',
    answers: NOTHING,
  },
  {
    name: 'usage',
    summary:
      'Reads its meters, every hour, for products some of whose meters are `polled`. The same span comes again until it was answered',
    call: 'UsageCall',
    answers: { 200: answer('What they show', 'UsageAnswer') },
  },
  {
    name: 'list-importable',
    summary: 'What this owner, and nobody else, has and may link to a resource; only for products with `imports`',
    call: 'ListImportableCall',
    answers: { 200: answer('Theirs', 'ImportableAnswer') },
  },
  {
    name: 'adopt',
    summary:
      'Makes secrets of version 1 for what the owner has under `resource.instance`, which stays as it is; refuse another owner’s',
    call: 'AdoptCall',
    answers: { 200: answer('The same secrets at every attempt', 'SecretsAnswer') },
  },
  {
    name: 'release',
    summary:
      'Takes all secrets away that were made for a linked resource; the instance stays. Of a missing one, succeeds',
    call: 'Call',
    answers: NOTHING,
  },
  {
    name: 'holds',
    summary: 'Whether a linked instance is still there, and still its owner’s; asked every night',
    call: 'Call',
    answers: { 200: answer('Whether it is', 'HoldsAnswer') },
  },
  {
    name: 'repl',
    summary: 'Runs a command of the console; `read-only` must hold whatever the command says',
    call: 'ReplCall',
    answers: {
      200: answer('Its output', 'BlocksAnswer'),
      400: answer('It was wrong; the blocks tell why, in red', 'BlocksAnswer'),
    },
  },
];

/** What the provider's service serves below `HTTP_DRIVER_URL`, as paths and schemas of an OpenAPI 3.1 document. */
export function serviceDocument(): { readonly paths: Fields; readonly schemas: Fields } {
  const servers = [{ url: 'https://product.example/stallholder', description: 'HTTP_DRIVER_URL' }];
  const paths = OPERATIONS.map(({ name, summary, call, answers }) => {
    const post = {
      operationId: `Service_${name}`,
      summary,
      tags: ['What the product serves'],
      parameters: SIGNED,
      requestBody: { required: true, content: json(ref(call)) },
      responses: { ...answers, ...FAILURES },
    };
    return [`/${name}`, { servers, post }] as const;
  });
  return { paths: Object.fromEntries(paths), schemas: CALL_SCHEMAS };
}
