/** Path of the key set below the simulator's URL. */
export const JWKS_PATH = '/.well-known/jwks';

/** Path of the discovery document below the simulator's URL. */
export const DISCOVERY_PATH = '/.well-known/openid-configuration';

/** The discovery document of Vercel's token issuer. */
export function discoveryDocument(issuer: string, jwksUrl: string): object {
  return {
    issuer,
    jwks_uri: jwksUrl,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}
