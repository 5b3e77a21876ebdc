import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { mask } from './mask.js';

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl';

const masked = (text: string): string => (JSON.parse(mask(JSON.stringify({ msg: text }))) as { msg: string }).msg;

describe('a line of the log', () => {
  it.each([
    ['a token', `token was ${JWT} here`, [JWT, 'c2lnbmF0dXJl']],
    ['a token after a line end', `first\n${JWT}\nlast`, [JWT]],
    ['a bearer credential', 'got Authorization: Bearer canary-1234', ['canary']],
    ['a bearer credential after a line end', 'x\nbearer canary-1234', ['canary']],
    ['a basic credential', 'Basic Y2FuYXJ5OmNhbmFyeQ==', ['Y2Fu']],
    ['a connection URL', 'connect postgres://user:canary@db:5432/x failed', ['canary', 'user']],
    ['a connection URL with @, / and quotes', 'postgresql://u:can@ary/x"y@db/x', ['can', 'ary']],
    ['any URL with a user', 'https://canary:canary2@example.com/path', ['canary']],
    ['an OAuth code in a query', 'GET /callback?a=1&code=canary&b=2', ['canary']],
    ['a password pair', 'host=h password=canary dbname=d', ['canary']],
    ['a password pair with blanks and quotes', `password = 'canary two' x`, ['canary', 'two']],
    ['a password with escapes in it', 'password=ca"na\\ry', ['ca"', 'na', 'ry']],
    ['JSON inside a text', '{"client_secret":"canary two","a":1}', ['canary', 'two']],
    ['JSON with quotes inside a text', JSON.stringify({ accessToken: 'can"ary\\' }), ['can', 'ary']],
    ['a header in a dump', 'cookie: a=canary; b=canary2', ['canary']],
    ['a named key', 'api_key=canary&x=1', ['canary']],
  ])('shows nothing of %s', (_, text, canaries) => {
    const shown = masked(text);
    for (const canary of canaries) expect(shown).not.toContain(canary);
    expect(shown).toContain('[masked]');
  });

  it.each([
    'request completed in 12 ms',
    'the token expired: it was issued in 2024',
    'GET https://api.vercel.com/v1/installations/icfg_1 gave 503',
    'code: seal_broken, state: ready',
    'the secret "POSTGRES_URL" was rotated',
  ])('shows what holds no credential: %s', (text) => {
    expect(masked(text)).toBe(text);
  });

  it('masks a field by the end of its name, whatever the value holds', () => {
    const line = JSON.stringify({ dbPassword: 'can"a\\ry', next: 'kept' });
    expect(JSON.parse(mask(line))).toEqual({ dbPassword: '[masked]', next: 'kept' });
  });

  it('stays JSON with all its keys, whatever stands in its strings', () => {
    const bait = fc.constantFrom(
      'password=',
      '"secret":"',
      'bearer ',
      '://',
      '@',
      '\\',
      '"',
      "'",
      '\n',
      JWT,
      '?code=',
      ' ',
      ':',
      'x',
    );
    const text = fc
      .array(fc.oneof(bait, fc.string({ maxLength: 5 })), { maxLength: 20 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (one, two) => {
        const line = JSON.parse(mask(JSON.stringify({ one, two: { inner: [two] }, last: 1 }))) as object;
        expect(Object.keys(line)).toEqual(['one', 'two', 'last']);
      }),
      { numRuns: 500 },
    );
  });
});
