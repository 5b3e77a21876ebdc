import type {
  CreateResourceTransferRequest,
  DeleteInstallationRequest,
  Metadata,
  ProvisionPurchaseRequest,
  ProvisionResourceRequest,
  ReplRequest,
  RotateSecretsRequest,
  UpdateInstallationRequest,
  UpdateResourceRequest,
  UpsertInstallationRequest,
  UserRole,
} from '#libs/vercel-contract';
import type { TokenFactory } from '../tokens/token-factory.js';
import type { PartnerAnswer } from './partner-answer.js';
import type { PartnerCall, PartnerSender, RawCall } from './partner-sender.js';

/** Who acts (an ADMIN unless said otherwise; a `token` replaces the one Vercel would send) and under which key. */
export interface CallOptions {
  readonly role?: UserRole;
  readonly userId?: string;
  readonly token?: string;
  readonly idempotencyKey?: string | null;
}

/** Options of the calls that Vercel makes itself. */
export type SystemCallOptions = Pick<CallOptions, 'token'>;

/** Options of the writes that Vercel makes itself. */
export type SystemWriteOptions = Pick<CallOptions, 'token' | 'idempotencyKey'>;

/** Options of the calls that a user or Vercel itself may make. */
export type EitherCallOptions = CallOptions & { readonly as?: 'user' | 'system' };

type Outline = Pick<PartnerCall, 'method' | 'path' | 'query' | 'body'>;

/** The partner API, called as Vercel calls it: one method per operation, any answer returned as it came. */
export class PartnerClient {
  constructor(
    private readonly sender: PartnerSender,
    private readonly tokens: TokenFactory,
  ) {}

  upsertInstallation(id: string, body: UpsertInstallationRequest, options: CallOptions = {}): Promise<PartnerAnswer> {
    return this.asUser(id, { method: 'PUT', path: installation(id), body }, options);
  }

  getInstallation(id: string, options: SystemCallOptions = {}): Promise<PartnerAnswer> {
    return this.asSystem(id, { method: 'GET', path: installation(id) }, options);
  }

  updateInstallation(id: string, body: UpdateInstallationRequest, options: CallOptions = {}): Promise<PartnerAnswer> {
    return this.asUser(id, { method: 'PATCH', path: installation(id), body }, options);
  }

  deleteInstallation(
    id: string,
    body: DeleteInstallationRequest = {},
    options: EitherCallOptions = {},
  ): Promise<PartnerAnswer> {
    return this.asEither(id, { method: 'DELETE', path: installation(id), body }, options);
  }

  /** Plans of a product; without an installation under the incomplete token. */
  listProductPlans(
    product: string,
    {
      installationId,
      metadata,
      token,
    }: SystemCallOptions & { readonly installationId?: string; readonly metadata?: Metadata } = {},
  ): Promise<PartnerAnswer> {
    const given = installationId === undefined ? this.tokens.preInstall() : this.tokens.system({ installationId });
    const path = `/v1/products/${encodeURIComponent(product)}/plans`;
    return this.sender.send({ method: 'GET', path, ...metadataQuery(metadata), kind: 'system', token: token ?? given });
  }

  listInstallationPlans(id: string, options: SystemCallOptions = {}): Promise<PartnerAnswer> {
    return this.asSystem(id, { method: 'GET', path: `${installation(id)}/plans` }, options);
  }

  listResourcePlans(
    id: string,
    resourceId: string,
    { metadata, ...options }: SystemCallOptions & { readonly metadata?: Metadata } = {},
  ): Promise<PartnerAnswer> {
    const path = `${resource(id, resourceId)}/plans`;
    return this.asSystem(id, { method: 'GET', path, ...metadataQuery(metadata) }, options);
  }

  provisionResource(id: string, body: ProvisionResourceRequest, options: CallOptions = {}): Promise<PartnerAnswer> {
    return this.asUser(id, { method: 'POST', path: `${installation(id)}/resources`, body }, options);
  }

  getResource(id: string, resourceId: string, options: SystemCallOptions = {}): Promise<PartnerAnswer> {
    return this.asSystem(id, { method: 'GET', path: resource(id, resourceId) }, options);
  }

  listResources(id: string, ids: readonly string[] = [], options: SystemCallOptions = {}): Promise<PartnerAnswer> {
    return this.asSystem(id, { method: 'GET', path: `${installation(id)}/resources`, query: { ids } }, options);
  }

  updateResource(
    id: string,
    resourceId: string,
    body: UpdateResourceRequest,
    options: CallOptions = {},
  ): Promise<PartnerAnswer> {
    return this.asUser(id, { method: 'PATCH', path: resource(id, resourceId), body }, options);
  }

  deleteResource(id: string, resourceId: string, options: EitherCallOptions = {}): Promise<PartnerAnswer> {
    return this.asEither(id, { method: 'DELETE', path: resource(id, resourceId) }, options);
  }

  /** Without a body when none is given. */
  rotateSecrets(
    id: string,
    resourceId: string,
    body?: RotateSecretsRequest,
    options: EitherCallOptions = {},
  ): Promise<PartnerAnswer> {
    const outline = { method: 'POST', path: `${resource(id, resourceId)}/secrets/rotate` } as const;
    return this.asEither(id, body === undefined ? outline : { ...outline, body }, options);
  }

  repl(id: string, resourceId: string, body: ReplRequest, options: CallOptions = {}): Promise<PartnerAnswer> {
    return this.asUser(id, { method: 'POST', path: `${resource(id, resourceId)}/repl`, body }, options);
  }

  /** Has credits granted for an invoice that Vercel has collected. */
  provisionPurchase(
    id: string,
    body: ProvisionPurchaseRequest,
    options: EitherCallOptions = {},
  ): Promise<PartnerAnswer> {
    return this.asEither(id, { method: 'POST', path: `${installation(id)}/billing/provision`, body }, options);
  }

  /** Opens a claim on resources of the source. */
  createResourceTransfer(
    source: string,
    body: CreateResourceTransferRequest,
    options: SystemWriteOptions = {},
  ): Promise<PartnerAnswer> {
    return this.asSystem(source, { method: 'POST', path: transfers(source), body }, options);
  }

  verifyResourceTransfer(target: string, claimId: string, options: SystemCallOptions = {}): Promise<PartnerAnswer> {
    const path = `${transfers(target)}/${encodeURIComponent(claimId)}/verify`;
    return this.asSystem(target, { method: 'GET', path }, options);
  }

  acceptResourceTransfer(target: string, claimId: string, options: SystemWriteOptions = {}): Promise<PartnerAnswer> {
    const path = `${transfers(target)}/${encodeURIComponent(claimId)}/accept`;
    return this.asSystem(target, { method: 'POST', path }, options);
  }

  /** Sends a request of any shape, once and with nothing added. */
  raw(call: RawCall): Promise<PartnerAnswer> {
    return this.sender.raw(call);
  }

  private asUser(id: string, outline: Outline, options: CallOptions): Promise<PartnerAnswer> {
    const { role = 'ADMIN', userId, token } = options;
    const subject = { installationId: id, role, ...(userId === undefined ? {} : { userId }) };
    const key = options.idempotencyKey === undefined ? {} : { idempotencyKey: options.idempotencyKey };
    return this.sender.send({ ...outline, ...key, kind: 'user', token: token ?? this.tokens.user(subject) });
  }

  private asSystem(id: string, outline: Outline, options: SystemWriteOptions): Promise<PartnerAnswer> {
    const key = options.idempotencyKey === undefined ? {} : { idempotencyKey: options.idempotencyKey };
    const token = options.token ?? this.tokens.system({ installationId: id });
    return this.sender.send({ ...outline, ...key, kind: 'system', token });
  }

  private asEither(
    id: string,
    outline: Outline,
    { as = 'user', ...options }: EitherCallOptions,
  ): Promise<PartnerAnswer> {
    return as === 'user' ? this.asUser(id, outline, options) : this.asSystem(id, outline, options);
  }
}

function installation(id: string): string {
  return `/v1/installations/${encodeURIComponent(id)}`;
}

function resource(id: string, resourceId: string): string {
  return `${installation(id)}/resources/${encodeURIComponent(resourceId)}`;
}

function transfers(id: string): string {
  return `${installation(id)}/resource-transfer-requests`;
}

function metadataQuery(metadata: Metadata | undefined): { readonly query?: { readonly metadata: string } } {
  return metadata === undefined ? {} : { query: { metadata: JSON.stringify(metadata) } };
}
