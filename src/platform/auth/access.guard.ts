import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Response } from 'express';
import { AccessRefused } from '../errors/index.js';
import type { GuardedRequest } from './access.js';
import { OperatorAccess } from './operator-access.js';
import { Policies } from './policies.js';
import { SessionAccess } from './session-access.js';
import { SignedAccess } from './signed-access.js';
import { UsageAccess } from './usage-access.js';
import { VercelAccess } from './vercel-access.js';
import { VisitorAccess } from './visitor-access.js';

/** The one guard: a route without a declared policy is closed, and behind it nobody checks again. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly policies: Policies,
    private readonly vercel: VercelAccess,
    private readonly operators: OperatorAccess,
    private readonly signed: SignedAccess,
    private readonly visitors: VisitorAccess,
    private readonly meters: UsageAccess,
    private readonly sessions: SessionAccess,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const policy = this.policies.of(context);
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    if (policy === null) throw new AccessRefused('route_without_policy');
    if (policy.kind === 'vercel') await this.vercel.settle(request, policy);
    if (policy.kind === 'operator') await this.operators.settle(request, policy.scope);
    if (policy.kind === 'operator-page') this.operators.settlePage(request);
    if (policy.kind === 'public' && policy.isLimited) await this.visitors.settle(request);
    if (policy.kind === 'usage-key') this.meters.settle(request);
    const response = context.switchToHttp().getResponse<Response>();
    if (policy.kind === 'session') await this.sessions.settle(request, response, policy);
    await this.signed.settle(policy.kind, request, response);
    return true;
  }
}
