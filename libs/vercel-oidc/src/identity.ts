interface Verified {
  /** The integration id the token was made for: the `aud` claim. */
  readonly audience: string;
  /** The `exp` claim; the verifier tolerates a few seconds beyond it. */
  readonly expiresAt: Date;
  /** The `iat` claim, by Vercel's clock and in whole seconds; not every token has it. */
  readonly issuedAt?: Date;
}

/** Somebody of an installing team, named by a user token; always bound to one installation. */
export interface UserIdentity extends Verified {
  readonly kind: 'user';
  readonly accountId: string;
  readonly installationId: string;
  readonly userId: string;
  /** `USER` stands for Vercel's read-only roles. */
  readonly role: 'ADMIN' | 'USER';
  readonly subject: string;
  readonly email?: string;
  readonly name?: string;
  readonly avatarUrl?: string;
}

/** Vercel itself, acting for an account; a null installation opens nothing but what is public. */
export interface SystemIdentity extends Verified {
  readonly kind: 'system';
  readonly accountId: string;
  readonly installationId: string | null;
  readonly subject: string | null;
}

/** Vercel before any installation exists: the incomplete system token, good for a product's public plans alone. */
export interface PreInstallIdentity extends Verified {
  readonly kind: 'pre-install';
}

/** Who makes a partner call, as far as a verified token tells; whether the endpoint takes this kind is the caller's to settle. */
export type VercelIdentity = UserIdentity | SystemIdentity | PreInstallIdentity;
