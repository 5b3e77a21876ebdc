import { type Answer, refusal } from '../http/json-answer.js';
import { newId } from '../ids.js';
import type { SimulatorClock } from '../simulator-clock.js';
import type { ConnectFlow } from './connect-flow.js';
import type { ConnectionBook } from './connection-book.js';
import { type ConnectionWish, type HeldConnection, newConnection, newOauthToken } from './held-connection.js';
import type { HeldOwner } from './held-owner.js';

/** How long a code may be exchanged (vercel-api 3.1). */
const CODE_MS = 30 * 60_000;

/** What a popup is opened for. */
export interface ConnectWish extends ConnectionWish {
  /** Handed back as it was given to the start page; `external` alone. */
  readonly state?: string;
  /** The project from which a Deploy Button was pressed. */
  readonly currentProjectId?: string;
  /** Path of the redirect URL below the provider's base URL; its login path unless given. */
  readonly path?: string;
  /** A code that is good, unless told otherwise; where a configuration exists, Vercel's may not be. */
  readonly code?: 'good' | 'spent';
}

/** What the connect flow works with. */
export interface ConnectParts {
  readonly book: ConnectionBook;
  readonly clock: SimulatorClock;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly slug: string;
  /** Vercel's own base URL, where `next` lies. */
  readonly url: () => string;
  /** The provider's redirect URL, with another path below its base URL when one is given. */
  readonly redirectUrl: (path?: string) => string;
}

/** Opens popups at the provider's redirect URL and exchanges their codes, each once. */
export class ConnectDesk {
  readonly flows = new Map<string, ConnectFlow>();

  constructor(private readonly parts: ConnectParts) {}

  /** Begins a flow; an owner that has a configuration keeps it. */
  open(owner: HeldOwner, wish: ConnectWish): ConnectFlow {
    const { book, clock, redirectUrl } = this.parts;
    const connection = book.current(owner.id) ?? this.add(owner, wish);
    if (wish.projects !== undefined) connection.access = wish.projects;
    const [id, code, redirectUri] = [newId('flow_'), newId(''), redirectUrl(wish.path)];
    const codeUntil = new Date(clock.now().getTime() + CODE_MS);
    const address = this.address({ id, code, redirectUri, connection, wish });
    const { source } = wish;
    const begun = { codeUntil, codeUsedAt: wish.code === 'spent' ? clock.now() : undefined, endedAt: undefined };
    const flow = { id, configurationId: connection.id, source, address, redirectUri, code, ...begun };
    this.flows.set(id, flow);
    return flow;
  }

  /** The browser has come to `next`. */
  end(flowId: string): ConnectFlow | undefined {
    const flow = this.flows.get(flowId);
    if (flow === undefined) return undefined;
    const now = this.parts.clock.now();
    flow.endedAt ??= now;
    const connection = this.parts.book.connections.get(flow.configurationId);
    if (connection !== undefined) connection.completedAt ??= now;
    return flow;
  }

  /** `POST /v2/oauth/access_token`: 404 for an unknown client, 403 for its secret, 400 for a code that is not good (any more). */
  exchange(body: unknown): Answer {
    const asked = (body ?? {}) as Readonly<Record<string, unknown>>;
    const { clientId, clientSecret, clock } = this.parts;
    if (asked['client_id'] !== clientId) return refusal(404, 'not_found', 'the OAuth client was not found');
    if (asked['client_secret'] !== clientSecret) return refusal(403, 'forbidden', 'the client secret is wrong');
    const flow = [...this.flows.values()].find(({ code }) => code === asked['code']);
    const connection = flow && this.parts.book.connections.get(flow.configurationId);
    const isSpent = flow?.codeUsedAt !== undefined || (flow && flow.codeUntil <= clock.now());
    if (flow === undefined || isSpent || connection?.state !== 'connected')
      return refusal(400, 'invalid_grant', 'the code is not valid');
    if (asked['redirect_uri'] !== flow.redirectUri)
      return refusal(400, 'invalid_request', 'the redirect_uri is not the one that was opened');
    if (connection.disabled !== undefined)
      return refusal(403, 'integration_configuration_disabled', connection.disabled.reason);
    flow.codeUsedAt = clock.now();
    return { status: 200, body: granted(connection) };
  }

  private add(owner: HeldOwner, wish: ConnectWish): HeldConnection {
    const connection = newConnection(owner, wish, this.parts.clock.now());
    this.parts.book.connections.set(connection.id, connection);
    return connection;
  }

  private address({ id, code, redirectUri, connection, wish }: Opening): string {
    const { source, state, currentProjectId, externalId } = wish;
    const url = new URL(redirectUri);
    const parameters = {
      code,
      configurationId: connection.id,
      next: `${this.parts.url()}/integrations/${this.parts.slug}/done/${id}`,
      source,
      teamId: connection.teamId ?? undefined,
      state: source === 'external' ? state : undefined,
      currentProjectId: source === 'deploy-button' ? currentProjectId : undefined,
      'external-id': source === 'deploy-button' ? externalId : undefined,
    };
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
    return url.href;
  }
}

interface Opening {
  readonly id: string;
  readonly code: string;
  readonly redirectUri: string;
  readonly connection: HeldConnection;
  readonly wish: ConnectWish;
}

function granted(connection: HeldConnection): object {
  const token = newOauthToken();
  connection.tokens.push(token);
  const { id, userId, teamId } = connection;
  return { token_type: 'Bearer', access_token: token, installation_id: id, user_id: userId, team_id: teamId };
}
