import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PoolClient } from 'pg';
import { Secret } from '../../src/platform/crypto/secret.js';
import { answer, callerOf, PLAN, type RawContext } from './context.js';
import { ANSWER, AUDIT, CLAIM, LOOK, PLACE, RECORD } from './statements.js';

interface Wish {
  readonly productId: string;
  readonly name: string;
  readonly metadata: object;
  readonly protocolSettings?: object;
}

/** One purchase on its way through the two transactions. */
interface Purchase {
  readonly installationId: string;
  readonly id: string;
  readonly userId: string;
  readonly keyDigest: Buffer;
  readonly raw: Buffer;
  readonly wish: Wish;
  readonly seed: string;
}

/** `POST …/resources` by hand: the same rows in the same two transactions, sealed the same way. */
export async function provisionResource(
  context: RawContext,
  installationId: string,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const caller = await callerOf(context, request, installationId);
  if (caller?.kind !== 'user' || caller.role !== 'ADMIN') return answer(response, 403, '{}');
  const { rows } = await context.pool.query({ ...LOOK, values: [installationId, null] });
  if (rows[0]?.installation_state !== 'active') return answer(response, 409, '{}');
  const raw = await bodyOf(request);
  const key = `${String(request.method)} ${String(request.url)} ${String(request.headers['idempotency-key'])}`;
  const purchase = {
    installationId,
    id: `res_${randomBytes(16).toString('base64url')}`,
    userId: caller.userId,
    keyDigest: createHash('sha256').update(key).digest(),
    raw,
    wish: JSON.parse(raw.toString('utf8')) as Wish,
    seed: randomBytes(32).toString('base64url'),
  };
  if (!(await inTransaction(context, (client) => place(context, client, purchase)))) return answer(response, 409, '{}');
  const secret = createHmac('sha256', purchase.seed).update(purchase.id).digest('base64url');
  const { wish, id } = purchase;
  const { productId, name, metadata, protocolSettings } = wish;
  const secrets = [{ name: 'MEMORY_KEY', value: secret }];
  const bought = { id, productId, name, metadata, status: 'ready', billingPlan: PLAN, protocolSettings, secrets };
  const body = JSON.stringify(bought);
  await inTransaction(context, (client) => record(context, client, { ...purchase, body, secrets }));
  answer(response, 200, body);
}

async function place({ sealer }: RawContext, client: PoolClient, purchase: Purchase): Promise<boolean> {
  const { installationId, id, userId, keyDigest, raw, wish, seed } = purchase;
  const bodyDigest = createHash('sha256').update(raw).digest();
  const claimed = await client.query({ ...CLAIM, values: [installationId, keyDigest, bodyDigest, randomUUID()] });
  if (claimed.rowCount === 0) return false;
  const binding = { table: 'resources', column: 'credential_seed', tenant: installationId, row: [id] };
  const sealed = sealer.seal(Secret.of(seed), binding);
  const settings = wish.protocolSettings === undefined ? null : JSON.stringify(wish.protocolSettings);
  const wished = [wish.productId, 'pro', wish.name, JSON.stringify(wish.metadata), settings];
  await client.query({ ...PLACE, values: [installationId, id, ...wished, keyDigest, sealed.data, sealed.keyId] });
  const details = JSON.stringify({ productId: wish.productId, billingPlanId: 'pro' });
  await client.query({ ...AUDIT, values: [randomUUID(), installationId, userId, id, details, randomUUID()] });
  return true;
}

async function record(
  { sealer }: RawContext,
  client: PoolClient,
  { installationId, id, keyDigest, body, secrets }: Purchase & { readonly body: string; readonly secrets: object },
): Promise<void> {
  const tenant = installationId;
  const place = { table: 'resource_credentials', column: 'secrets', tenant, row: [id, '1'] };
  const kept = sealer.seal(Secret.of(JSON.stringify(secrets)), place);
  await client.query({ ...RECORD, values: [installationId, id, kept.data, kept.keyId] });
  const answerId = randomUUID();
  const answerPlace = { table: 'idempotency_answers', column: 'body', tenant, row: [answerId] };
  const sealed = sealer.seal(Buffer.from(body, 'utf8'), answerPlace);
  await client.query({ ...ANSWER, values: [installationId, keyDigest, answerId, sealed.data, sealed.keyId] });
}

async function inTransaction<T>({ pool }: RawContext, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
