import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { type Actor, onBehalfOf } from '../context/index.js';
import type { GuardedRequest } from './access.js';

/** Lets everything below know on whose behalf it runs. */
@Injectable()
export class ActorInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const { id: requestId, share } = request;
    const actor = actorOf(request);
    if (actor === null && share === undefined) return next.handle();
    return onBehalfOf({ actor, requestId, share }, () => next.handle());
  }
}

function actorOf(request: GuardedRequest): Actor | null {
  if (request.operator !== undefined) return { kind: 'operator', id: request.operator };
  if (request.isOfProduct === true) return { kind: 'product', id: null };
  if (request.session !== undefined) return { kind: 'vercel-user', id: request.session.memberId };
  if (request.access === undefined) return null;
  const { identity } = request.access;
  return identity.kind === 'user'
    ? { kind: 'vercel-user', id: identity.userId }
    : { kind: 'vercel-system', id: identity.accountId };
}
