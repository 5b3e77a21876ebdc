import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { type Observable, of } from 'rxjs';
import { Conflict, NotFound } from '../errors/index.js';
import type { Access, GuardedRequest } from './access.js';
import { Policies } from './policies.js';

/** What a missing installation or resource answers, in one place: GET 404, DELETE 204, else 409 and 404. */
@Injectable()
export class PresenceInterceptor implements NestInterceptor {
  constructor(private readonly policies: Policies) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    if (request.access === undefined) return next.handle();
    const policy = this.policies.of(context);
    const installs = policy?.kind === 'vercel' && policy.installs;
    const hasResource = request.params['resourceId'] !== undefined;
    if (!isGone(request.access, request.method, { installs, hasResource })) return next.handle();
    context.switchToHttp().getResponse<Response>().status(204);
    return of(undefined);
  }
}

interface Route {
  readonly installs: boolean;
  readonly hasResource: boolean;
}

/** Throws for what is missing; true when a DELETE finds that its work is already done. */
function isGone({ facts }: Access, method: string, route: Route): boolean {
  const present = facts.installation?.state === 'active' || (route.installs && facts.installation === null);
  if (!present && method === 'DELETE') return true;
  if (!present && (method === 'GET' || method === 'HEAD')) throw new NotFound('Installation');
  if (!present) throw new Conflict('The installation is not installed');
  if (!route.hasResource) return false;
  if (facts.resource === null) throw new NotFound('Resource');
  if (facts.resource.gone && method === 'DELETE') return true;
  if (facts.resource.gone) throw new NotFound('Resource');
  return false;
}
