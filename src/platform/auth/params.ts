import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import type { SystemIdentity, UserIdentity } from '#libs/vercel-oidc';
import { AccessRefused } from '../errors/index.js';
import type { Access, GuardedRequest } from './access.js';
import type { MemberSession } from './member-session.js';

function accessOf(context: ExecutionContext): Access {
  const { access } = context.switchToHttp().getRequest<GuardedRequest>();
  if (access === undefined) throw new AccessRefused('no_access');
  return access;
}

/** Puts the path parameter that a decorator stands for into the OpenAPI document. */
function documents(name: string, description: string): ParameterDecorator {
  return (target, key) => {
    const method = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
    if (key !== undefined && method !== undefined) ApiParam({ name, description, type: String })(target, key, method);
  };
}

/** The installation that the caller has proven to be. */
export const InstallationId = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string => accessOf(context).installationId,
  [documents('installationId', "Vercel's id of the installation; the token must be for the same")],
);

/** Who calls, by the verified token. */
export const Caller = createParamDecorator(
  (_data: unknown, context: ExecutionContext): UserIdentity | SystemIdentity => accessOf(context).identity,
);

/** Whose browser it is. */
export const CurrentSession = createParamDecorator((_data: unknown, context: ExecutionContext): MemberSession => {
  const { session } = context.switchToHttp().getRequest<GuardedRequest>();
  if (session === undefined) throw new AccessRefused('no_session');
  return session;
});

/** The row of the path's resource as the guard has read it; never null behind the presence rules. */
export const ResourceRow = createParamDecorator(
  (_data: unknown, context: ExecutionContext): unknown => accessOf(context).facts.resource?.row,
  [documents('resourceId', 'Our id of the resource')],
);
