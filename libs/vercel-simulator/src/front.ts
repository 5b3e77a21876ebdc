import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ControlApi } from './control/control-api.js';
import type { FaultList } from './faults/fault-list.js';
import { answerUnder } from './faults/strike.js';
import { type Answer, refusal } from './http/json-answer.js';
import { readRequest } from './http/read-request.js';
import { writeAnswer } from './http/write-answer.js';
import type { KeyRing } from './keys/key-ring.js';
import { DISCOVERY_PATH, discoveryDocument, JWKS_PATH } from './oidc-documents.js';
import { isJourney, type JourneyParts, serveJourney } from './pages/journeys.js';
import { Pages } from './pages/pages.js';
import type { VercelApi } from './vercel-api/vercel-api.js';

/** What stands behind the simulator's one port. */
export interface FrontParts {
  readonly keys: KeyRing;
  readonly faults: FaultList;
  readonly vercelApi: VercelApi;
  readonly control: ControlApi;
  readonly journeys: JourneyParts;
  readonly pages: Pages;
  /** Known once the port is. */
  readonly addresses: () => { readonly issuer: string; readonly jwksUrl: string };
}

/** Sends a request to the key set, the control API, the dashboard or the Vercel API. */
export async function serveFront(
  parts: FrontParts,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await readRequest(incoming);
  if (request.path.startsWith('/.well-known/')) return serveWellKnown(parts, request, response);
  if (request.path.startsWith('/_simulator/')) return writeAnswer(response, await parts.control.answer(request));
  if (Pages.has(request.path)) return writeAnswer(response, await parts.pages.answer(request));
  if (isJourney(request.path)) return writeAnswer(response, serveJourney(parts.journeys, request));
  return parts.vercelApi.serve(request, response);
}

async function serveWellKnown(
  parts: FrontParts,
  { method, path }: { readonly method: string; readonly path: string },
  response: ServerResponse,
): Promise<void> {
  const fault = parts.faults.take('jwks', method, path);
  await answerUnder(fault, response, () => wellKnown(parts, path));
}

function wellKnown({ keys, addresses }: FrontParts, path: string): Answer {
  const { issuer, jwksUrl } = addresses();
  if (path === JWKS_PATH) return { status: 200, body: keys.keySet() };
  if (path === DISCOVERY_PATH) return { status: 200, body: discoveryDocument(issuer, jwksUrl) };
  return refusal(404, 'not_found', `nothing at ${path}`);
}
