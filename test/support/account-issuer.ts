import { generateKeyPairSync } from 'node:crypto';
import { Events, type MutableResponse, type MutableToken, OAuth2Server } from 'oauth2-mock-server';

/** The provider's own customer login, where whoever comes is logged in at once. */
export class AccountIssuer {
  readonly clientId = 'stallholder';
  readonly clientSecret = 'account-client-secret-of-the-tests';
  /** Who is logged in. */
  subject = 'ada';

  private constructor(private readonly server: OAuth2Server) {}

  static async start(): Promise<AccountIssuer> {
    const server = new OAuth2Server();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    // The test's own object: the mock takes none of another realm.
    await server.issuer.keys.add({ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', kid: 'k1', use: 'sig' });
    await server.start(0, '127.0.0.1');
    // The mock calls itself localhost, wherever it listens.
    server.issuer.url = `http://127.0.0.1:${server.address().port}`;
    const issuer = new AccountIssuer(server);
    server.service.on(Events.BeforeTokenSigning, ({ payload }: MutableToken) => issuer.sign(payload));
    return issuer;
  }

  get url(): string {
    return this.server.issuer.url ?? '';
  }

  /** The variables by which a server knows this login. */
  get env(): Readonly<Record<string, string>> {
    return {
      ACCOUNT_OIDC_ISSUER: this.url,
      ACCOUNT_OIDC_CLIENT_ID: this.clientId,
      ACCOUNT_OIDC_CLIENT_SECRET: this.clientSecret,
    };
  }

  /** Lays claims over those of the next exchange's tokens. */
  claimOnce(claims: Readonly<Record<string, unknown>>): void {
    const change = ({ payload }: MutableToken): void => void Object.assign(payload, claims);
    this.server.service.on(Events.BeforeTokenSigning, change);
    this.server.service.once(Events.BeforeResponse, () => this.server.service.off(Events.BeforeTokenSigning, change));
  }

  /** Answers the next exchange so. */
  answerOnce(statusCode: number, body: Record<string, unknown>): void {
    this.server.service.once(
      Events.BeforeResponse,
      (response: MutableResponse) => void Object.assign(response, { statusCode, body }),
    );
  }

  /** Puts another signature under the ID token of the next exchange. */
  forgeOnce(): void {
    this.server.service.once(Events.BeforeResponse, ({ body }: MutableResponse) => {
      const token = body === '' ? '' : String(body['id_token']);
      Object.assign(body, { id_token: `${token.slice(0, token.lastIndexOf('.'))}.${'A'.repeat(342)}` });
    });
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  private sign(payload: MutableToken['payload']): void {
    Object.assign(payload, { sub: this.subject, email: `${this.subject}@acme.example` });
  }
}
