import type { ServerResponse } from 'node:http';
import { checkVercelRequest } from '#libs/vercel-contract';
import type { FaultList } from '../faults/fault-list.js';
import { answerUnder } from '../faults/strike.js';
import { type Answer, refusal } from '../http/json-answer.js';
import type { ReadRequest } from '../http/read-request.js';
import { matchRoute } from '../http/router.js';
import type { HeldInstallation } from '../record/held.js';
import type { RecordedCall } from '../record/recorded-call.js';
import type { VercelRecord } from '../record/vercel-record.js';
import type { SimulatorClock } from '../simulator-clock.js';
import type { SsoDesk } from '../sso/sso-desk.js';
import type { ConnectDesk } from '../connect/connect-desk.js';
import type { HeldConnection } from '../connect/held-connection.js';
import { RestApi } from '../rest/rest-api.js';
import { authenticate, bearer, tokenOwner } from './authenticate.js';
import type { Integration, ReadAgain, TopUpCredits, VercelCall, VercelHandler } from './call.js';
import { rateHeaders, RateLimits } from './rate-limits.js';
import { VERCEL_ROUTES } from './routes.js';

/** What the Vercel API works on. */
export interface VercelApiParts {
  readonly record: VercelRecord;
  readonly faults: FaultList;
  readonly clock: SimulatorClock;
  readonly readAgain: ReadAgain;
  readonly topUp: TopUpCredits;
  readonly integration: Integration;
  readonly sso: SsoDesk;
  readonly connect: ConnectDesk;
}

/** The calls that carry no token: the code in their body says whose it is. */
const SSO_TOKEN = '/v1/integrations/sso/token';
const OAUTH_TOKEN = '/v2/oauth/access_token';

/** The calls a provider makes: authenticated, limited, held against Vercel's document, carried out, recorded. */
export class VercelApi {
  private readonly limits: RateLimits;
  private readonly rest: RestApi;

  constructor(private readonly parts: VercelApiParts) {
    this.limits = new RateLimits(parts.clock);
    this.rest = new RestApi(parts.record.connections, parts.integration, () => parts.clock.now());
  }

  /** Answers a call; a call is on record before it is answered. */
  async serve(request: ReadRequest, response: ServerResponse): Promise<void> {
    const fault = this.parts.faults.take('vercel-api', request.method, request.path);
    const documented = documentFaults(request);
    const call = this.enter(request, documented, fault?.kind);
    const answer = await answerUnder(fault, response, async () => {
      const made = await this.answer(request, documented);
      call.status = made.status;
      return made;
    });
    call.status = answer.status;
  }

  private enter(request: ReadRequest, faults: readonly string[], struckBy: string | undefined): RecordedCall {
    const { record, clock } = this.parts;
    const { method, path, query, body } = request;
    const installationId = tokenOwner(record, request.headers['authorization']);
    const at = clock.now().toISOString();
    const shown = path === SSO_TOKEN || path === OAUTH_TOKEN ? withoutSecrets(body) : body;
    const call: RecordedCall = { at, method, path, query, body: shown, installationId, status: 0, faults, struckBy };
    record.calls.push(call);
    return call;
  }

  private answer(request: ReadRequest, documented: readonly string[]): Answer | Promise<Answer> {
    const { method, path } = request;
    if (path === SSO_TOKEN && method === 'POST') return this.exchangeCode(request, documented);
    if (path === OAUTH_TOKEN && method === 'POST') return this.exchangeOauthCode(request, documented);
    const token = bearer(request.headers['authorization']);
    const connection = token === undefined ? undefined : this.parts.record.connections.findByToken(token);
    if (connection !== undefined) return this.answerConnection(request, documented, connection);
    return this.answerInstallation(request, documented);
  }

  private answerInstallation(request: ReadRequest, documented: readonly string[]): Answer {
    const match = matchRoute(VERCEL_ROUTES, request.method, request.path);
    if (!match.matched) return this.elsewhere(request, documented) ?? match.refusal;
    const caller = authenticate(
      this.parts.record,
      request.headers['authorization'],
      match.values['installationId'] ?? '',
    );
    if (!caller.known) return caller.refusal;
    const { installation } = caller;
    const rate = this.limits.count(installation.id, request.method, request.path);
    const headers = rateHeaders(rate);
    if (!rate.allowed) return { ...tooMany(rate), headers };
    if (documented.length > 0) return { ...this.refuse(request, documented), headers };
    return { ...this.carryOut(match.handler, installation, { values: match.values, body: request.body }), headers };
  }

  private exchangeCode(request: ReadRequest, documented: readonly string[]): Answer {
    return documented.length > 0 ? this.refuse(request, documented) : this.parts.sso.exchange(request.body);
  }

  /** What is there, but not for this token; undefined when nothing is. */
  private elsewhere(request: ReadRequest, documented: readonly string[]): Answer | undefined {
    if (!this.rest.knows(request)) return documented.length === 0 ? notYet(request) : undefined;
    const token = bearer(request.headers['authorization']);
    if (token === undefined) return refusal(401, 'unauthorized', 'no bearer token');
    if (this.parts.record.findByToken(token) === undefined)
      return refusal(403, 'forbidden', 'the token is not valid', { invalidToken: true });
    const needsClient = request.path.endsWith('/integrations/log-drains') && request.method === 'POST';
    if (needsClient) return refusal(400, 'bad_request', 'the token is not that of an OAuth client');
    return refusal(403, 'forbidden', 'the scopes of the installation do not allow this');
  }

  private async answerConnection(
    request: ReadRequest,
    documented: readonly string[],
    connection: HeldConnection,
  ): Promise<Answer> {
    if (!this.rest.knows(request)) return this.notForConnections(request, documented);
    const rate = this.limits.count(connection.id, request.method, request.path);
    const headers = rateHeaders(rate);
    if (!rate.allowed) return { ...tooMany(rate), headers };
    const refused = this.rest.refuse(request, connection);
    if (refused !== undefined) return { ...refused, headers };
    if (documented.length > 0) return { ...this.refuse(request, documented), headers };
    return { ...(await this.rest.answer(request, connection)), headers };
  }

  private notForConnections(request: ReadRequest, documented: readonly string[]): Answer {
    const match = matchRoute(VERCEL_ROUTES, request.method, request.path);
    if (match.matched) return refusal(403, 'forbidden', 'the token belongs to a connected account');
    return documented.length === 0 ? notYet(request) : match.refusal;
  }

  private exchangeOauthCode(request: ReadRequest, documented: readonly string[]): Answer {
    const isForm = String(request.headers['content-type']).startsWith('application/x-www-form-urlencoded');
    const faults = isForm ? documented : ['the body is not form-encoded'];
    return faults.length > 0 ? this.refuse(request, faults) : this.parts.connect.exchange(request.body);
  }

  /** Afterwards the record is brought forward: another plan is written down, a finalized installation goes. */
  private carryOut(
    handler: VercelHandler,
    installation: HeldInstallation,
    asked: Pick<VercelCall, 'values' | 'body'>,
  ): Answer {
    const { record, clock, readAgain, topUp, integration } = this.parts;
    const means = { now: clock.now(), billing: record.billing, readAgain, topUp, integration };
    const answer = handler({ installation, ...asked, ...means });
    record.find(installation.id);
    return answer;
  }

  private refuse(request: ReadRequest, faults: readonly string[]): Answer {
    const { method, path } = request;
    this.parts.record.violations.push({ side: 'vercel-request', method, path, status: 400, faults });
    return refusal(400, 'bad_request', `Invalid request: ${faults.join('; ')}`);
  }
}

/** What is recorded of a body that carries the client's secret and a code. */
function withoutSecrets(body: unknown): unknown {
  return { ...(body as object), client_secret: '[secret]', code: '[secret]', refresh_token: '[secret]' };
}

function documentFaults(request: ReadRequest): readonly string[] {
  return request.bodyFault === undefined ? checkVercelRequest(request) : [request.bodyFault];
}

function notYet({ method, path }: ReadRequest): Answer {
  return refusal(501, 'not_implemented', `the simulator does not carry out ${method} ${path} yet`);
}

function tooMany(rate: { readonly limit: number; readonly reset: number }): Answer {
  const limit = { remaining: 0, reset: rate.reset, resetMs: rate.reset * 1000, total: rate.limit };
  return refusal(429, 'rate_limited', 'Rate limit exceeded', { limit });
}
