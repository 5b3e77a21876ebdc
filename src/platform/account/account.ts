/** Who has logged in with the provider's own account: the pair of issuer and subject is who it is, the name is only shown. */
export interface Account {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
}
