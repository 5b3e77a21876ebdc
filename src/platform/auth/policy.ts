import { Reflector } from '@nestjs/core';

/** The kinds of Vercel's tokens that an ordinary partner route may take. */
export type VercelTokenKind = 'user' | 'system';
/** As in the claim `user_role`; `USER` stands for Vercel's read-only roles. */
export type VercelRole = 'ADMIN' | 'USER';

const VERCEL = Reflector.createDecorator<readonly VercelTokenKind[]>();
const ROLES = Reflector.createDecorator<readonly VercelRole[]>();
const PRE_INSTALL = Reflector.createDecorator<true>();
const OPERATOR = Reflector.createDecorator<OperatorScope>();
const OPERATOR_PAGE = Reflector.createDecorator<true>();
/** Why a route is open; `cheap`: its answer is the same for all, and writes nothing. */
interface PublicReason {
  readonly why: string;
  readonly cheap?: true;
}

const PUBLIC = Reflector.createDecorator<PublicReason>();
const SIGNATURE = Reflector.createDecorator<true>();
const DRIVER_SIGNATURE = Reflector.createDecorator<true>();
const USAGE_KEY = Reflector.createDecorator<true>();
const SESSION = Reflector.createDecorator<readonly SessionTerm[]>();
const NEW_INSTALLATION = Reflector.createDecorator<true>();

/** What an operator's key may do. */
export type OperatorScope = 'read' | 'operate' | 'money' | 'secrets';

/** Opens a route to Vercel's tokens of these kinds; the installation of the path must be the token's. */
export const VercelAuth = (...kinds: VercelTokenKind[]): MethodDecorator & ClassDecorator => VERCEL(kinds);

/** Which roles of a user token may call; a write without it is for ADMIN alone. */
export const Roles = (...roles: VercelRole[]): MethodDecorator & ClassDecorator => ROLES(roles);

/** Also takes system tokens without installation or account, as Vercel sends them before anything is installed. */
export const PreInstall = (): MethodDecorator & ClassDecorator => PRE_INSTALL(true);

/** Opens a route to operators whose key has the scope. */
export const Operator = (scope: OperatorScope): MethodDecorator & ClassDecorator => OPERATOR(scope);

/** Opens a route to browsers in which an operator has signed in; outside of production to everybody. */
export const OperatorPage = (): MethodDecorator & ClassDecorator => OPERATOR_PAGE(true);

/** Opens a route to webhooks that Vercel signed with a client secret of the integration. */
export const VercelSignature = (): MethodDecorator & ClassDecorator => SIGNATURE(true);

/** Opens a route to the provider's product, which signs with the secret of the http driver. */
export const DriverSignature = (): MethodDecorator & ClassDecorator => DRIVER_SIGNATURE(true);

/** Opens a route to the provider's meters, whose key is one of `USAGE_API_KEYS`. */
export const UsageKey = (): MethodDecorator & ClassDecorator => USAGE_KEY(true);

/** A role that a page takes, or that the role was proven by Vercel within the last minutes. */
type SessionTerm = VercelRole | { readonly fresh: true };

/** Opens a route to browsers whose member has one of these roles, both where none is named; whatever changes something must come from one of our forms. */
export const Session = (...terms: SessionTerm[]): MethodDecorator & ClassDecorator => SESSION(terms);

/** Opens a route to everybody, for a stated reason; visits from one address are bounded, unless the answer costs nothing. */
export const Public = (reason: PublicReason): MethodDecorator & ClassDecorator => PUBLIC(reason);

/** The installation of the path may be one that never was installed: this route installs it. */
export const Installs = (): MethodDecorator & ClassDecorator => NEW_INSTALLATION(true);

/** Who may call a route, as its decorators say. */
export type Policy =
  | { readonly kind: 'public'; readonly isLimited: boolean }
  | { readonly kind: 'vercel-signature' }
  | { readonly kind: 'driver-signature' }
  | { readonly kind: 'usage-key' }
  | { readonly kind: 'operator'; readonly scope: OperatorScope }
  | { readonly kind: 'operator-page' }
  | { readonly kind: 'session'; readonly roles: readonly VercelRole[]; readonly fresh: boolean }
  | {
      readonly kind: 'vercel';
      readonly kinds: readonly VercelTokenKind[];
      readonly roles: readonly VercelRole[];
      readonly preInstall: boolean;
      readonly installs: boolean;
    };

type Target = Parameters<Reflector['getAllAndOverride']>[1][number];

/** The policy of a handler, else that of its class; null for a route that nobody may call, or whose decorators contradict. */
export function policyOf(reflector: Reflector, targets: Target[]): Policy | null {
  for (const target of targets) {
    const declared = declaredOn(reflector, target, targets);
    if (declared.length > 0) return declared.length === 1 ? (declared[0] ?? null) : null;
  }
  return null;
}

/** What one handler or class declares; the details of Vercel's routes may stand on either. */
function declaredOn(reflector: Reflector, target: Target, targets: Target[]): Policy[] {
  const open = reflector.get(PUBLIC, target);
  const scope = reflector.get(OPERATOR, target);
  const kinds = reflector.get(VERCEL, target);
  const terms = reflector.get(SESSION, target);
  return [
    ...(open === undefined ? [] : [{ kind: 'public', isLimited: open.cheap !== true } as const]),
    ...(reflector.get(SIGNATURE, target) === undefined ? [] : [{ kind: 'vercel-signature' } as const]),
    ...(reflector.get(DRIVER_SIGNATURE, target) === undefined ? [] : [{ kind: 'driver-signature' } as const]),
    ...(reflector.get(USAGE_KEY, target) === undefined ? [] : [{ kind: 'usage-key' } as const]),
    ...(reflector.get(OPERATOR_PAGE, target) === undefined ? [] : [{ kind: 'operator-page' } as const]),
    ...(terms === undefined ? [] : [sessionPolicy(terms)]),
    ...(scope === undefined ? [] : [{ kind: 'operator', scope } as const]),
    ...(kinds === undefined ? [] : [vercelPolicy(reflector, kinds, targets)]),
  ];
}

function sessionPolicy(terms: readonly SessionTerm[]): Policy {
  const roles = terms.filter((term) => typeof term === 'string');
  const fresh = terms.some((term) => typeof term !== 'string');
  return { kind: 'session', roles: roles.length > 0 ? roles : ['ADMIN', 'USER'], fresh };
}

function vercelPolicy(reflector: Reflector, kinds: readonly VercelTokenKind[], targets: Target[]): Policy {
  return {
    kind: 'vercel',
    kinds,
    roles: reflector.getAllAndOverride(ROLES, targets) ?? ['ADMIN'],
    preInstall: reflector.getAllAndOverride(PRE_INSTALL, targets) ?? false,
    installs: reflector.getAllAndOverride(NEW_INSTALLATION, targets) ?? false,
  };
}
