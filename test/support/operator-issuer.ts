import { generateKeyPairSync } from 'node:crypto';
import { Events, type MutableToken, OAuth2Server } from 'oauth2-mock-server';

const AUDIENCE = 'stallholder';

/** The login of operators, where whoever comes is logged in at once, as somebody who may read and operate. */
export class OperatorIssuer {
  readonly subject = 'ada@provider.example';

  private constructor(private readonly server: OAuth2Server) {}

  static async start(): Promise<OperatorIssuer> {
    const server = new OAuth2Server();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    await server.issuer.keys.add({ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', kid: 'k1', use: 'sig' });
    await server.start(0, '127.0.0.1');
    // The mock calls itself localhost, wherever it listens.
    server.issuer.url = `http://127.0.0.1:${server.address().port}`;
    const issuer = new OperatorIssuer(server);
    const claims = { sub: issuer.subject, aud: AUDIENCE, roles: ['read', 'operate'] };
    server.service.on(Events.BeforeTokenSigning, ({ payload }: MutableToken) => void Object.assign(payload, claims));
    return issuer;
  }

  /** The variables by which a server knows this login. */
  get env(): Readonly<Record<string, string>> {
    return {
      ADMIN_OIDC_ISSUER: this.server.issuer.url ?? '',
      ADMIN_OIDC_AUDIENCE: AUDIENCE,
      ADMIN_OIDC_CLIENT_ID: 'stallholder-docs',
    };
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}
