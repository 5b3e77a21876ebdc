import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer, callerOf, PLAN, type RawContext } from './context.js';
import { LOOK } from './statements.js';

/** `GET …/resources/{id}` by hand: the token, one prepared statement, the body. */
export async function showResource(
  context: RawContext,
  path: { readonly installationId: string; readonly id: string },
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const caller = await callerOf(context, request, path.installationId);
  if (caller?.kind !== 'system') return answer(response, 403, '{}');
  const { rows } = await context.pool.query({ ...LOOK, values: [path.installationId, path.id] });
  const [row] = rows;
  if (row?.id === null || row?.installation_state !== 'active') return answer(response, 404, '{}');
  const { id, product_slug: productId, name, metadata, state: status, protocol_settings: protocolSettings } = row;
  const body = { id, productId, name, metadata, status, billingPlan: PLAN };
  answer(response, 200, JSON.stringify(protocolSettings === null ? body : { ...body, protocolSettings }));
}
