import { Injectable } from '@nestjs/common';
import { KeySetUnavailable, TokenRefused, VercelTokenVerifier, type VercelIdentity } from '#libs/vercel-oidc';
import { AccessRefused, Unavailable } from '../errors/index.js';
import type { GuardedRequest } from './access.js';
import type { Policy } from './policy.js';
import { inShare } from './share.js';
import { TenantDirectory } from './tenant-directory.js';

type VercelPolicy = Extract<Policy, { kind: 'vercel' }>;

/** Settles a call of Vercel: token, kind, tenant, role, in this order (contract, flows 1). */
@Injectable()
export class VercelAccess {
  constructor(
    private readonly verifier: VercelTokenVerifier,
    private readonly directory: TenantDirectory,
  ) {}

  async settle(request: GuardedRequest, policy: VercelPolicy): Promise<void> {
    const identity = await this.identify(request);
    assertKind(identity, policy);
    assertHeaderAgrees(request.headers['x-vercel-auth'], identity);
    const installationId = request.params['installationId'];
    if (installationId === undefined) return assertUnscoped(identity, policy);
    if (identity.kind === 'pre-install' || identity.installationId !== installationId) {
      throw new AccessRefused('foreign_installation');
    }
    if (identity.kind === 'user' && !policy.roles.includes(identity.role)) throw new AccessRefused('role');
    request.installationId = installationId;
    request.share = installationId;
    const facts = await inShare(request, () => this.directory.find(installationId, param(request, 'resourceId')));
    if (facts.installation !== null && facts.installation.audience !== identity.audience) {
      throw new AccessRefused('other_integration');
    }
    request.access = { identity, installationId, facts };
  }

  private async identify(request: GuardedRequest): Promise<VercelIdentity> {
    const headers = request.headersDistinct['authorization'] ?? [];
    const [header] = headers;
    if (header === undefined || headers.length > 1) throw new AccessRefused('authorization_header');
    try {
      return await this.verifier.verify(header);
    } catch (error) {
      if (error instanceof TokenRefused) throw new AccessRefused(error.code);
      if (error instanceof KeySetUnavailable)
        throw new Unavailable("Vercel's key set is not available", { cause: error });
      throw error;
    }
  }
}

function assertKind(identity: VercelIdentity, policy: VercelPolicy): void {
  const accepted = identity.kind === 'pre-install' ? policy.preInstall : policy.kinds.includes(identity.kind);
  if (!accepted) throw new AccessRefused('token_kind');
}

/** The header is not signed and grants nothing; it only must not contradict the token. */
function assertHeaderAgrees(header: string | string[] | undefined, identity: VercelIdentity): void {
  const claimed = String(header ?? '').toLowerCase();
  const kind = identity.kind === 'user' ? 'user' : 'system';
  if ((claimed === 'user' || claimed === 'system') && claimed !== kind) throw new AccessRefused('x_vercel_auth');
}

/** Without an installation in the path only pre-install routes take a token without one. */
function assertUnscoped(identity: VercelIdentity, policy: VercelPolicy): void {
  if (identity.kind === 'system' && identity.installationId === null && !policy.preInstall) {
    throw new AccessRefused('no_installation');
  }
}

function param(request: GuardedRequest, name: string): string | null {
  const value = request.params[name];
  return typeof value === 'string' ? value : null;
}
