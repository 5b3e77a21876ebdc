import 'reflect-metadata';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { AppModule } from './app.module.js';
import { serviceDocument } from './modules/resources/index.js';
import { withParameters } from './openapi-parameters.js';
import { readSettings } from './platform/config/index.js';

/** Only what the configuration insists on: nothing is started, so nothing of it is used. */
const PREVIEW = {
  PUBLIC_URL: 'https://provider.example',
  INTEGRATION_CLIENT_ID: 'oac_preview',
  INTEGRATION_CLIENT_SECRET: 'preview',
  INTEGRATION_SLUG: 'preview',
  ENCRYPTION_KEYS: `preview:${Buffer.alloc(32).toString('base64')}`,
};

const DRIVER_DESCRIPTION = `What the provider's service serves to the http driver, and where it reports the end of what it accepted.
Both sides sign in the manner of Standard Webhooks with the secret that they share.`;

const DOCUMENTS = {
  partner: {
    title: 'Stallholder partner API',
    description: 'What Vercel calls.',
    prefix: '/v1/',
    auth: "A token of Vercel's (RS256): of a user, of the system, or from before anything is installed, as the operation says.",
  },
  admin: {
    title: 'Stallholder admin API',
    description: 'What operators call.',
    prefix: '/admin/v1/',
    auth: 'A key of `ADMIN_API_KEYS` with the scope of the operation: `read`, `operate`, `money` or `secrets`.',
  },
  usage: {
    title: 'Stallholder usage API',
    description: 'What the meters of the provider call.',
    prefix: '/usage/v1/',
    auth: 'A key of `USAGE_API_KEYS`.',
  },
  driver: { title: 'Stallholder driver API', description: DRIVER_DESCRIPTION, prefix: '/drivers/v1/', auth: '' },
} as const;

/** The OpenAPI documents of this server, by name; to be called on the build, whose compiler reads the types into them. */
export async function openApiDocuments(): Promise<Readonly<Record<keyof typeof DOCUMENTS, OpenAPIObject>>> {
  const app = await NestFactory.create(AppModule.of(readSettings(PREVIEW)), { preview: true, logger: false });
  const [partner, admin] = [documentOf(app, 'partner'), documentOf(app, 'admin')];
  const driver = withParameters(withService(documentOf(app, 'driver')));
  const documents = { partner, admin, usage: documentOf(app, 'usage'), driver };
  await app.close();
  return documents;
}

function documentOf(app: INestApplication, name: keyof typeof DOCUMENTS): OpenAPIObject {
  const { title, description, prefix, auth } = DOCUMENTS[name];
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setDescription(description)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('https://provider.example', 'PUBLIC_URL')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: auth })
    .addSecurityRequirements('bearer')
    .build();
  const operationIdFactory = (controller: string, method: string): string =>
    `${controller.replace('Controller', '')}_${method}`;
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory });
  const paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => path.startsWith(prefix)));
  const components = { ...document.components, schemas: schemasOf(paths, document) };
  return inOneOrder(withParameters({ ...document, paths, components }));
}

/** Adds what the other side serves, and the security that both have in common. */
function withService(document: OpenAPIObject): OpenAPIObject {
  const service = serviceDocument();
  const signature = {
    type: 'apiKey',
    in: 'header',
    name: 'webhook-signature',
    description: 'With `webhook-id` and `webhook-timestamp`',
  } as const;
  return {
    ...document,
    security: [{ signature: [] }],
    paths: { ...(service.paths as OpenAPIObject['paths']), ...document.paths },
    components: {
      securitySchemes: { signature },
      schemas: { ...(service.schemas as object), ...document.components?.schemas },
    },
  };
}

/** The compiler tells the members of a union in the order in which it met them, which is another one from build to build. */
function inOneOrder(document: OpenAPIObject): OpenAPIObject {
  const sortEnums = (key: string, value: unknown): unknown =>
    key === 'enum' && Array.isArray(value) ? value.map(String).toSorted() : value;
  return JSON.parse(JSON.stringify(document), sortEnums) as OpenAPIObject;
}

/** Only the schemas that the paths use, directly or through others. */
function schemasOf(paths: object, { components }: OpenAPIObject) {
  const all = components?.schemas ?? {};
  const used = new Set<string>();
  const visit = (node: unknown): void => {
    for (const [, name] of JSON.stringify(node).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name === undefined || used.has(name)) continue;
      used.add(name);
      visit(all[name]);
    }
  };
  visit(paths);
  return Object.fromEntries(Object.entries(all).filter(([name]) => used.has(name)));
}
