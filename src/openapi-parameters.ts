import type { OpenAPIObject } from '@nestjs/swagger';

interface Parameter {
  readonly name?: string;
  readonly in?: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly schema?: { readonly example?: unknown; readonly examples?: readonly unknown[] };
}

interface Known {
  readonly description: string;
  readonly example: unknown;
}

const INSTALLATION = 'icfg_9bceb8ccT32d3U417ezb5c8p';
const RESOURCE = 'res_u4pP0YbAQ1uKc0m3S3mVJw';
const CLAIM = {
  description: 'The claim, as it was answered or named by Vercel',
  example: 'claim_u4pP0YbAQ1uKc0m3S3mVJw',
};

/** Parameters that many operations have; what an operation says of its own stands. */
const KNOWN: Readonly<Record<string, Known>> = {
  installationId: { description: "Vercel's id of the installation", example: INSTALLATION },
  resourceId: { description: 'Our id of the resource', example: RESOURCE },
  productSlug: { description: 'The product, as the catalog calls it', example: 'postgres' },
  transferId: CLAIM,
  providerClaimId: CLAIM,
  discountId: { description: 'Our id of the discount', example: 'dsc_u4pP0YbAQ1uKc0m3S3mVJw' },
  id: { description: 'The id, as the list tells it', example: '0b8f6f5e-6a0e-4d39-9a55-0d9c6f1f7a10' },
  operation: { description: 'Id of the operation', example: 'op_Zt3vYtGmD0f4sVqB2nWc9p' },
  metadata: {
    description: "What the customer has chosen so far, as JSON by the product's schema",
    example: '{"region":"iad1"}',
  },
  ids: { description: 'Resources that are asked for, comma-separated; absent: all', example: [RESOURCE] },
  'Idempotency-Key': { description: 'The same for every attempt at the same call', example: 'refund-2026-01-0001' },
  'webhook-id': { description: 'Id of the message', example: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W' },
  'webhook-timestamp': { description: 'Seconds since 1970', example: '1769850000' },
  'webhook-signature': { description: 'Signatures', example: 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=' },
};

/**
 * Says what each parameter is, with an example in its schema. Never as `example`: Swagger UI would put it into the fields of a call,
 * and filter lists by it.
 */
export function withParameters(document: OpenAPIObject): OpenAPIObject {
  return JSON.parse(JSON.stringify(document), (key, value: unknown) =>
    key === 'parameters' && Array.isArray(value) ? value.map((each) => explained(each as Parameter)) : value,
  ) as OpenAPIObject;
}

function explained(parameter: Parameter): Parameter {
  const known = KNOWN[parameter.name ?? ''];
  const { example = known?.example, ...schema } = parameter.schema ?? {};
  const description = parameter.description ?? known?.description;
  return {
    ...parameter,
    ...(description === undefined ? {} : { description }),
    schema: { ...schema, ...(example === undefined ? {} : { examples: [example] }) },
  };
}
