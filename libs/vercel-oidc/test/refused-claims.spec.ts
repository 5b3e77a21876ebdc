import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  openMarketplace,
  AUDIENCE,
  ISSUER,
  systemClaims,
  userClaims,
  type Marketplace,
} from './support/marketplace.js';
import { SigningKey } from './support/signing.js';

const key = new SigningKey('key-1');
let market: Marketplace;

beforeAll(async () => {
  market = await openMarketplace();
  market.server.publish(key.jwk());
});
afterAll(() => market.close());

type Case = [string, object | ((now: number) => object), string];
const refusal = (claims: object | string | Uint8Array) =>
  market.verifier.verify(`Bearer ${key.token({ claims })}`).catch((error: unknown) => error);
const changed = (changes: Case[1]): object => (typeof changes === 'function' ? changes(market.clock.seconds) : changes);

const registered: Case[] = [
  ...[
    undefined,
    null,
    '',
    1,
    [ISSUER],
    `${ISSUER}/`,
    ISSUER.slice(0, -1),
    ISSUER.toUpperCase(),
    'http://marketplace.vercel.com',
  ].map((iss): Case => [`iss ${JSON.stringify(iss)}`, { iss }, 'issuer']),
  ...[
    undefined,
    null,
    '',
    1,
    [AUDIENCE],
    [],
    [AUDIENCE, 'oac_x'],
    { 0: AUDIENCE },
    AUDIENCE.slice(0, -1),
    `${AUDIENCE}x`,
    ` ${AUDIENCE}`,
  ].map((aud): Case => [`aud ${JSON.stringify(aud)}`, { aud }, 'audience']),
  ...[undefined, null, true, '1900000000', [1_900_000_000], {}].map((exp): Case => [
    `exp ${JSON.stringify(exp)}`,
    { exp },
    'expiry-malformed',
  ]),
  ['exp between two seconds', (now) => ({ exp: now + 0.5 }), 'expiry-malformed'],
  ['an exp beyond all numbers', { exp: 1e300 }, 'expiry-malformed'],
  ['exp long ago', { exp: 1 }, 'expired'],
  ['exp below zero', { exp: -1 }, 'expired'],
  ['exp just beyond the tolerance', (now) => ({ exp: now - 5 }), 'expired'],
  ['exp in milliseconds', (now) => ({ exp: now * 1000 }), 'lifetime'],
  ['exp in more than a day', (now) => ({ exp: now + 86_406 }), 'lifetime'],
  ['nbf in the future', (now) => ({ nbf: now + 6 }), 'not-before'],
  ['nbf as text', { nbf: '1' }, 'not-before'],
  ['nbf null', { nbf: null }, 'not-before'],
  ['iat in the future', (now) => ({ iat: now + 6 }), 'issued-at'],
  ['iat as text', { iat: '1' }, 'issued-at'],
  ['iat beyond all numbers', { iat: 1e300 }, 'issued-at'],
  ...['refresh_token', 'ACCESS_TOKEN', '', null, 1, ['id_token']].map((type): Case => [
    `type ${JSON.stringify(type)}`,
    { type },
    'token-use',
  ]),
];

const ofUsers: Case[] = [
  ...[undefined, null, 'admin', 'user', 'OWNER', 'ADMIN ', '', 1, ['ADMIN'], { ADMIN: true }].map((user_role): Case => [
    `user_role ${JSON.stringify(user_role)}`,
    { user_role },
    'role',
  ]),
  ...[undefined, null, '', 1, ['def456'], 'a b', 'a\0b', 'a\n', 'é', 'x'.repeat(256)].map((user_id): Case => [
    `user_id ${JSON.stringify(user_id)?.slice(0, 20)}`,
    { user_id },
    'user',
  ]),
  ...[undefined, null, '', 1, 'a\0b'].map((account_id): Case => [
    `account_id ${JSON.stringify(account_id)}`,
    { account_id },
    'account',
  ]),
  ...[undefined, null, '', 1, ['icfg_1'], 'icfg_1\n'].map((installation_id): Case => [
    `installation_id ${JSON.stringify(installation_id)}`,
    { installation_id },
    'installation',
  ]),
  ...[
    undefined,
    null,
    '',
    1,
    'account:abc123',
    'account:abc123:user:',
    'account:xyz:user:def',
    'account:a:user:b\n',
    'user:b',
    ' account:a:user:b',
  ].map((sub): Case => [`sub ${JSON.stringify(sub)}`, { sub }, 'subject']),
  ['user_email as an array', { user_email: ['a@example.com'] }, 'profile'],
  ['user_name with a NUL', { user_name: 'a\0' }, 'profile'],
  ['user_name with half a character', { user_name: '\ud800' }, 'profile'],
  ['user_avatar_url as a number', { user_avatar_url: 1 }, 'profile'],
  ['no user_id and a system subject', { user_id: undefined, sub: 'account:abc123' }, 'subject'],
  ['no user_id and no user_role', { user_id: undefined, user_role: undefined }, 'role'],
];

const ofSystem: Case[] = [
  ...[undefined, '', 1, 'account:', 'account:xyz', 'account:abc\n', 'accounts:abc', ['account:abc']].map(
    (sub): Case => [`sub ${JSON.stringify(sub)}`, { sub }, 'subject'],
  ),
  ...['', 1, [], {}].map((account_id): Case => [`account_id ${JSON.stringify(account_id)}`, { account_id }, 'account']),
  ...[undefined, '', 1, [], 'a b'].map((installation_id): Case => [
    `installation_id ${JSON.stringify(installation_id)}`,
    { installation_id },
    'installation',
  ]),
  ['a user in the subject', { sub: 'account:abc:user:def' }, 'role'],
  ['a user_id that is null', { user_id: null }, 'role'],
  ['no account and a subject that is no text', { account_id: undefined, sub: 1 }, 'subject'],
  ['no account and an installation that is no text', { account_id: undefined, installation_id: 1 }, 'installation'],
];

describe('any token', () => {
  it.each(registered)('is refused with %s', async (_what, changes, code) => {
    expect(await refusal(userClaims(market.clock, changed(changes)))).toMatchObject({ name: 'TokenRefused', code });
    expect(await refusal(systemClaims(market.clock, changed(changes)))).toMatchObject({ name: 'TokenRefused', code });
  });

  it.each([
    ['not JSON', 'claims'],
    ['an array', '[]'],
    ['null', 'null'],
    ['a number', '1'],
    ['truncated', '{"iss":"'],
    ['followed by more', '{} {}'],
    ['a byte that is no UTF-8', Buffer.from('{"a":"\u00ff"}', 'latin1')],
    ['behind a byte order mark', '\ufeff{}'],
  ])('is refused with claims that are %s', async (_what, claims) => {
    expect(await refusal(claims)).toMatchObject({ code: 'claims-malformed' });
  });

  it.each([
    ['exp', '"exp":9999999999'],
    ['aud', '"aud":"oac_other"'],
    ['a name in escapes', '"\\u0065xp":9999999999'],
    ['a name with a space before the colon', '"exp" :1'],
    ['an unknown claim inside an object', '"x":[{"y":{"a":1,"b":2,"a":3}}]'],
    ['__proto__', '"__proto__":1,"__proto__":2'],
  ])('is refused when it says %s twice', async (_what, member) => {
    const claims = JSON.stringify(userClaims(market.clock)).replace(/}$/, `,${member}}`);
    expect(await refusal(claims)).toMatchObject({ code: 'claims-malformed' });
  });

  it('is refused when the number of its exp overflows', async () => {
    const claims = JSON.stringify(userClaims(market.clock)).replace(/"exp":\d+/, '"exp":1e400');
    expect(await refusal(claims)).toMatchObject({ code: 'expiry-malformed' });
  });
});

describe('a user token', () => {
  it.each(ofUsers)('is refused with %s', async (_what, changes, code) => {
    expect(await refusal(userClaims(market.clock, changed(changes)))).toMatchObject({ name: 'TokenRefused', code });
  });
});

describe('a system token', () => {
  it.each(ofSystem)('is refused with %s', async (_what, changes, code) => {
    expect(await refusal(systemClaims(market.clock, changed(changes)))).toMatchObject({ name: 'TokenRefused', code });
  });
});
