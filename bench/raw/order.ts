/** What the process of the baseline is told, as JSON in its first argument. */
export interface RawOrder {
  readonly port: number;
  readonly databaseUrl: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly encryptionKeys: string;
}
