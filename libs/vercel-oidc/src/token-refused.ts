/** The check that failed. Closed, so that it can label a metric; each code has a row in the README. */
export type TokenRefusal =
  | 'authorization-malformed'
  | 'token-too-large'
  | 'token-malformed'
  | 'header-malformed'
  | 'header-parameter'
  | 'algorithm'
  | 'header-type'
  | 'key-id'
  | 'key-unknown'
  | 'key-mismatch'
  | 'signature'
  | 'claims-malformed'
  | 'issuer'
  | 'audience'
  | 'expiry-malformed'
  | 'expired'
  | 'lifetime'
  | 'not-before'
  | 'issued-at'
  | 'token-use'
  | 'subject'
  | 'account'
  | 'installation'
  | 'user'
  | 'role'
  | 'profile';

/** The credential proves nothing. `code` is for the log; the caller of the API learns only that it was refused. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';

  constructor(readonly code: TokenRefusal) {
    super('the token was refused');
  }
}
