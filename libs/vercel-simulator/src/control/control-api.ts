import { type Answer, refusal } from '../http/json-answer.js';
import { isFromElsewhere } from '../http/origin.js';
import type { ReadRequest } from '../http/read-request.js';
import { matchRoute } from '../http/router.js';
import { NoAnswer } from '../partner/http-call.js';
import { UnexpectedAnswer } from '../team/unexpected-answer.js';
import { BILLING_ROUTES } from './billing-routes.js';
import { CONNECT_ROUTES } from './connect-routes.js';
import type { ControlledVercel } from './controlled-vercel.js';
import { MEMBER_ROUTES } from './member-routes.js';
import { TEAM_ROUTES } from './team-routes.js';
import { VERCEL_ROUTES_OF_CONTROL } from './vercel-routes.js';
import { WEBHOOK_ROUTES } from './webhook-routes.js';

/** What the control API answers, by method and path. */
export const CONTROL_ROUTES = [
  ...TEAM_ROUTES,
  ...MEMBER_ROUTES,
  ...CONNECT_ROUTES,
  ...BILLING_ROUTES,
  ...VERCEL_ROUTES_OF_CONTROL,
  ...WEBHOOK_ROUTES,
];

/** The control API of a simulator that runs as a process of its own; JSON, open to whoever reaches the port. */
export class ControlApi {
  constructor(private readonly vercel: ControlledVercel) {}

  /** Answers a request; a provider that failed is 502 with what was expected and what came. */
  async answer(request: ReadRequest): Promise<Answer> {
    const match = matchRoute(CONTROL_ROUTES, request.method, request.path);
    if (!match.matched) return match.refusal;
    if (request.method !== 'GET' && isFromElsewhere(request))
      return refusal(403, 'forbidden', 'this was sent from a page of another site');
    if (request.bodyFault !== undefined) return refusal(400, 'bad_request', request.bodyFault);
    const { query, body } = request;
    const call = { vercel: this.vercel, values: match.values, query, body: (body ?? {}) as Record<string, unknown> };
    try {
      return await match.handler(call);
    } catch (cause) {
      return failure(cause);
    }
  }
}

function failure(cause: unknown): Answer {
  if (cause instanceof UnexpectedAnswer) {
    const { operation, expected, answer, faults } = cause;
    const came = { status: answer.status, body: answer.body };
    return refusal(502, 'unexpected_answer', cause.message, { operation, expected, came, faults });
  }
  if (cause instanceof NoAnswer) return refusal(504, 'no_answer', cause.message);
  if (cause instanceof Error) return refusal(400, 'bad_request', cause.message);
  throw cause;
}
