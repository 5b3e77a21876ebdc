import type { PreInstallIdentity, SystemIdentity, UserIdentity, VercelIdentity } from './identity.js';
import type { JsonObject } from './strict-json.js';
import { TokenRefused, type TokenRefusal } from './token-refused.js';

type Common = Pick<VercelIdentity, 'audience' | 'expiresAt' | 'issuedAt'>;

const USER_SUBJECT = /^account:[0-9a-fA-F]+:user:[0-9a-fA-F]+$/;
const SYSTEM_SUBJECT = /^account:[0-9a-fA-F]+$/;
/** Ids end in SQL parameters and log lines, where a NUL or a line feed does harm even when it is signed. */
const ID = /^[\x21-\x7e]{1,255}$/;
const TOKEN_USES = new Set<unknown>([undefined, 'access_token', 'id_token']);

/** Tells the three kinds apart and checks the claims of the kind; anything that hints at a user must be a whole user token. */
export function readIdentity(claims: JsonObject, common: Common): VercelIdentity {
  if (!TOKEN_USES.has(claims['type'])) throw new TokenRefused('token-use');
  if (claimsToBeUser(claims)) return readUser(claims, common);
  return claims['account_id'] === undefined || claims['account_id'] === null
    ? readPreInstall(claims, common)
    : readSystem(claims, common);
}

function claimsToBeUser(claims: JsonObject): boolean {
  const sub = claims['sub'];
  return (
    Object.hasOwn(claims, 'user_id') ||
    Object.hasOwn(claims, 'user_role') ||
    (typeof sub === 'string' && sub.includes(':user:'))
  );
}

function readUser(claims: JsonObject, common: Common): UserIdentity {
  const role = claims['user_role'];
  if (role !== 'ADMIN' && role !== 'USER') throw new TokenRefused('role');
  const subject = claims['sub'];
  if (typeof subject !== 'string' || !USER_SUBJECT.test(subject)) throw new TokenRefused('subject');
  const [email, name, avatarUrl] = ['user_email', 'user_name', 'user_avatar_url'].map((claim) =>
    profile(claims, claim),
  );
  return {
    kind: 'user',
    ...common,
    accountId: id(claims['account_id'], 'account'),
    installationId: id(claims['installation_id'], 'installation'),
    userId: id(claims['user_id'], 'user'),
    role,
    subject,
    ...(email !== undefined && { email }),
    ...(name !== undefined && { name }),
    ...(avatarUrl !== undefined && { avatarUrl }),
  };
}

function readSystem(claims: JsonObject, common: Common): SystemIdentity {
  const subject = claims['sub'];
  if (subject !== null && (typeof subject !== 'string' || !SYSTEM_SUBJECT.test(subject))) {
    throw new TokenRefused('subject');
  }
  const installation = claims['installation_id'];
  return {
    kind: 'system',
    ...common,
    accountId: id(claims['account_id'], 'account'),
    installationId: installation === null ? null : id(installation, 'installation'),
    subject,
  };
}

/** Vercel asks for nothing beyond the registered claims here, so what else the token says is neither required nor kept. */
function readPreInstall(claims: JsonObject, common: Common): PreInstallIdentity {
  if (!isAbsentOrText(claims['sub'])) throw new TokenRefused('subject');
  if (!isAbsentOrText(claims['installation_id'])) throw new TokenRefused('installation');
  return { kind: 'pre-install', ...common };
}

function id(claim: unknown, refusal: TokenRefusal): string {
  if (typeof claim !== 'string' || !ID.test(claim)) throw new TokenRefused(refusal);
  return claim;
}

/** A null here is an absent value: nobody should be locked out for having no picture. */
function profile(claims: JsonObject, claim: string): string | undefined {
  const value = claims[claim];
  if (!isAbsentOrText(value)) throw new TokenRefused('profile');
  return value ?? undefined;
}

function isAbsentOrText(value: unknown): value is string | null | undefined {
  if (value === undefined || value === null) return true;
  return typeof value === 'string' && value.isWellFormed() && !value.includes('\0');
}
