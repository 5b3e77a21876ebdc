import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';
import { RemoteKeySet, VercelTokenVerifier } from '#libs/vercel-oidc';
import { KeyRing } from '../../src/platform/crypto/key-ring.js';
import { Sealer } from '../../src/platform/crypto/sealer.js';
import { answer, type RawContext } from './context.js';
import type { RawOrder } from './order.js';
import { provisionResource } from './provision-resource.js';
import { showOverview } from './show-overview.js';
import { showResource } from './show-resource.js';

/** As many connections as our server has by default. */
const POOL_SIZE = 10;
const PATH = /^\/v1\/installations\/([^/]+)\/resources(?:\/([^/]+))?$/;

const order = JSON.parse(process.argv[2] ?? '') as RawOrder;
const now = (): Date => new Date();
const log = { info: (): void => undefined, warn: (): void => undefined };
const keys = new RemoteKeySet({ url: `${order.issuer}/.well-known/jwks`, now, log });
keys.start();
const context: RawContext = {
  pool: new pg.Pool({ connectionString: order.databaseUrl, max: POOL_SIZE }),
  verifier: new VercelTokenVerifier({
    keys,
    issuer: order.issuer,
    audience: order.clientId,
    algorithms: ['RS256'],
    now,
  }),
  sealer: new Sealer(KeyRing.parse(order.encryptionKeys)),
};

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/health/ready') return answer(response, keys.usable ? 200 : 503, '{}');
  if (request.url === '/dashboard') return showOverview(context, { request, response });
  const [, installationId, id] = PATH.exec(request.url ?? '') ?? [];
  if (installationId !== undefined && id !== undefined && request.method === 'GET') {
    return showResource(context, { installationId, id }, { request, response });
  }
  if (installationId !== undefined && id === undefined && request.method === 'POST') {
    return provisionResource(context, installationId, { request, response });
  }
  answer(response, 404, '{}');
}

process.once('SIGTERM', () => process.exit(0));
createServer((request, response) => {
  route(request, response).catch((error: unknown) => {
    if (response.destroyed) return;
    process.stderr.write(`${String(error)}\n`);
    answer(response, 503, '{}');
  });
}).listen(order.port, '127.0.0.1');
