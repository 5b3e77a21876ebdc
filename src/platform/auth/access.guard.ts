import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Response } from 'express';
import { AccessRefused } from '../errors/index.js';
import type { GuardedRequest } from './access.js';
import { DriverAccess } from './driver-access.js';
import { OperatorAccess } from './operator-access.js';
import { Policies } from './policies.js';
import { SessionAccess } from './session-access.js';
import { SignatureAccess } from './signature-access.js';
import { UsageAccess } from './usage-access.js';
import { VercelAccess } from './vercel-access.js';

/** The one guard: a route without a declared policy is closed, and behind it nobody checks again. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly policies: Policies,
    private readonly vercel: VercelAccess,
    private readonly operators: OperatorAccess,
    private readonly signatures: SignatureAccess,
    private readonly products: DriverAccess,
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
    if (policy.kind === 'usage-key') this.meters.settle(request);
    const response = context.switchToHttp().getResponse<Response>();
    if (policy.kind === 'session') await this.sessions.settle(request, response, policy);
    if (policy.kind === 'vercel-signature') await this.signatures.settle(request, response);
    if (policy.kind === 'driver-signature') await this.products.settle(request, response);
    return true;
  }
}
