import type { UserRole } from '#libs/vercel-contract';
import type { KeyRing } from '../keys/key-ring.js';
import type { SimulatorClock } from '../simulator-clock.js';
import { type BadToken, badTokens } from './bad-tokens.js';
import { type Fields, signToken } from './sign.js';

const LIFETIME_SECONDS = 3600;

/** Who a token is for and what it says beside the usual; `claims` are laid over the rest, undefined ones are left out. */
export interface TokenSubject {
  readonly installationId: string | null;
  readonly accountId?: string;
  readonly claims?: Fields;
}

/** A user token's subject; the role is ADMIN unless said otherwise. */
export interface UserTokenSubject extends TokenSubject {
  readonly installationId: string;
  readonly role?: UserRole;
  readonly userId?: string;
  readonly email?: string;
  readonly name?: string;
}

/** The issuer, and where the account behind an installation is known. */
export interface TokenIssuer {
  readonly issuer: () => string;
  readonly clientId: string;
  /** Account id and installing user of an installation, when this Vercel has it. */
  readonly lookup: (installationId: string) => { readonly accountId: string; readonly userId: string } | undefined;
}

const STRANGER = { accountId: 'a0000000000000000000000a', userId: 'b0000000000000000000000b' };

/** Makes the tokens that Vercel sends, and those that nobody should accept. */
export class TokenFactory {
  constructor(
    private readonly keys: KeyRing,
    private readonly clock: SimulatorClock,
    private readonly issuer: TokenIssuer,
  ) {}

  /** A token of an acting user. */
  user(subject: UserTokenSubject): string {
    return this.custom(this.userClaims(subject));
  }

  /** A token of Vercel itself for an account; a null installation opens nothing but product plans. */
  system(subject: TokenSubject): string {
    const account = subject.accountId ?? this.known(subject.installationId).accountId;
    return this.custom({
      ...this.registered(),
      sub: `account:${account}`,
      account_id: account,
      installation_id: subject.installationId,
      ...subject.claims,
    });
  }

  /** The incomplete system token of a plans call before any installation. */
  preInstall({ claims = {} }: { readonly claims?: Fields } = {}): string {
    return this.custom({ ...this.registered(), ...claims });
  }

  /** A token of any claims and header fields, signed with the current key. */
  custom(claims: Fields, header: Fields = {}): string {
    return signToken(claims, this.keys.current(), header);
  }

  /** Tokens that must all be refused, each a right ADMIN token of the installation with one thing wrong. */
  bad(installationId: string): Iterable<BadToken> {
    const claims = this.userClaims({ installationId });
    return badTokens({ claims, key: this.keys.current(), now: this.clock.seconds() });
  }

  private userClaims(subject: UserTokenSubject): Fields {
    const known = this.known(subject.installationId);
    const account = subject.accountId ?? known.accountId;
    const user = subject.userId ?? known.userId;
    return {
      ...this.registered(),
      sub: `account:${account}:user:${user}`,
      account_id: account,
      installation_id: subject.installationId,
      user_id: user,
      user_role: subject.role ?? 'ADMIN',
      user_email: subject.email ?? 'ada@example.com',
      user_name: subject.name ?? 'Ada',
      ...subject.claims,
    };
  }

  private registered(): Fields {
    const now = this.clock.seconds();
    return { iss: this.issuer.issuer(), aud: this.issuer.clientId, iat: now, exp: now + LIFETIME_SECONDS };
  }

  private known(installationId: string | null): { readonly accountId: string; readonly userId: string } {
    return (installationId === null ? undefined : this.issuer.lookup(installationId)) ?? STRANGER;
  }
}
