import { bad, type BadToken, type TokenParts } from './bad-token.js';
import { encodeJson, type Fields, signToken, signParts } from './sign.js';

const HOUR = 3600;
const gone = undefined;

/** Rightly signed tokens that say something wrong. */
export function* badClaims(parts: TokenParts): Generator<BadToken> {
  const table = [...times(parts), ...origins(parts), ...persons(parts)];
  for (const [name, change] of table) yield bad(name, signToken({ ...parts.claims, ...change }, parts.key));
  yield* notAnObject(parts);
}

type Change = readonly [name: string, claims: Fields];

function times({ now }: TokenParts): Change[] {
  return [
    ['expired', { exp: now - HOUR, iat: now - 2 * HOUR }],
    ['no exp', { exp: gone }],
    ['exp as a string', { exp: String(now + HOUR) }],
    ['exp of 1e300', { exp: 1e300 }],
    ['exp null', { exp: null }],
    ['exp zero', { exp: 0 }],
    ['exp negative', { exp: -now }],
    ['exp more than 24 hours ahead', { exp: now + 25 * HOUR }],
    ['exp in milliseconds', { exp: (now + HOUR) * 1000 }],
    ['nbf in the future', { nbf: now + HOUR }],
    ['nbf as a string', { nbf: String(now - HOUR) }],
    ['iat in the future', { iat: now + HOUR }],
    ['iat as a string', { iat: String(now) }],
  ];
}

function origins({ claims }: TokenParts): Change[] {
  const iss = String(claims['iss']);
  const aud = String(claims['aud']);
  return [
    ['iss missing', { iss: gone }],
    ['iss wrong', { iss: 'https://marketplace.vercel.example' }],
    ['iss with a trailing slash', { iss: `${iss}/` }],
    ['iss that only begins right', { iss: `${iss}.example` }],
    ['iss that is too short', { iss: iss.slice(0, -1) }],
    ['iss as an array', { iss: [iss] }],
    ['aud missing', { aud: gone }],
    ['aud wrong', { aud: 'oac_somebodyElse' }],
    ['aud empty', { aud: '' }],
    ['aud that only begins right', { aud: `${aud}x` }],
    ['aud that is too short', { aud: aud.slice(0, -1) }],
    ['aud as an array', { aud: [aud] }],
    ['aud as an array with others', { aud: ['oac_somebodyElse', aud] }],
  ];
}

function persons({ claims }: TokenParts): Change[] {
  const installation = String(claims['installation_id']);
  return [
    ['user_id missing', { user_id: gone }],
    ['user_id as a number', { user_id: 1 }],
    ['user_role missing', { user_role: gone }],
    ['user_role in small letters', { user_role: 'admin' }],
    ['user_role OWNER', { user_role: 'OWNER' }],
    ['user_role as an array', { user_role: ['ADMIN'] }],
    ['user_role null', { user_role: null }],
    ['account_id missing', { account_id: gone }],
    ['sub missing', { sub: gone }],
    ['sub of no user', { sub: String(claims['sub']).replace(/:user:.*/, '') }],
    ['installation_id missing', { installation_id: gone }],
    ['installation_id null for a user', { installation_id: null }],
    ['installation_id as an array', { installation_id: [installation] }],
  ];
}

function* notAnObject({ key }: TokenParts): Generator<BadToken> {
  const header = encodeJson({ alg: 'RS256', typ: 'JWT', kid: key.kid });
  yield bad('claims that are an array', signParts(header, encodeJson([]), key.privateKey));
  yield bad('claims that are null', signParts(header, encodeJson(null), key.privateKey));
  yield bad('claims that are no JSON', signParts(header, Buffer.from('{"iss":').toString('base64url'), key.privateKey));
}
