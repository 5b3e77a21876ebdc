import { describe, expect, it } from '@jest/globals';
import { redirectTarget, ssoLink, ssoTarget } from './redirect-target.js';

const VERCEL = ['https://vercel.com'];
const OURS = ['https://shop.example/stallholder', 'https://dashboard.example'];

const HOSTILE: readonly (readonly [string, string])[] = [
  ['a user in front of another host', 'https://vercel.com@evil.example'],
  ['a user and a password', 'https://vercel.com:x@evil.example/'],
  ['a user on the right host', 'https://evil@vercel.com/'],
  ['a password on the right host', 'https://:evil@vercel.com/'],
  ['the right name as a sub-domain of another', 'https://vercel.com.evil.example'],
  ['the right name as the end of another', 'https://evilvercel.com'],
  ['a sub-domain', 'https://evil.vercel.com'],
  ['two slashes', '//evil.example'],
  ['two slashes and the right host', '//vercel.com/x'],
  ['three slashes', '///evil.example'],
  ['a slash and a backslash', '/\\evil.example'],
  ['backslashes', '\\\\evil.example'],
  ['a backslash in front of the host', 'https:\\\\evil.example'],
  ['a backslash behind the host', 'https://vercel.com\\@evil.example'],
  ['one slash behind the scheme and a backslash', 'https:/\\evil.example'],
  ['one slash behind the scheme', 'https:/evil.example'],
  ['no slash behind the scheme', 'https:evil.example'],
  ['no slash behind the scheme and the right host', 'https:vercel.com'],
  ['three slashes behind the scheme', 'https:///evil.example'],
  ['three slashes behind the scheme and the right host', 'https:///vercel.com/'],
  ['a tab in front', '\thttps://evil.example'],
  ['a line feed in front', '\nhttps://vercel.com/'],
  ['a carriage return in front', '\r\nhttps://vercel.com/'],
  ['a blank in front', ' https://vercel.com/'],
  ['a blank behind', 'https://vercel.com/ '],
  ['a tab inside of the scheme', 'java\tscript:alert(1)'],
  ['a tab inside of the slashes', '/\t/evil.example'],
  ['a line feed inside of the slashes', '/\n/evil.example'],
  ['a line feed in the path', 'https://vercel.com/x\r\nSet-Cookie: a=b'],
  ['U+0000', 'https://vercel.com/\u0000'],
  ['U+0000 in front', '\u0000https://vercel.com/'],
  ['a no-break space in front', '\u00a0https://vercel.com/'],
  ['a mark that reorders text', 'https://vercel.com/\u202e'],
  ['a full stop of another script', 'https://vercel\u3002com'],
  ['a letter of another script', 'https://verc\u0435l.com'],
  ['a full-width slash', '/\uff0fevil.example'],
  ['a slash of another script behind the host', 'https://evil.example\u2044vercel.com'],
  ['a lone surrogate', 'https://vercel.com/\ud800'],
  ['javascript', 'javascript:alert(1)'],
  ['javascript that looks like the right host', 'javascript://vercel.com/%0aalert(1)'],
  ['JavaScript in capitals', 'JAVASCRIPT:alert(1)'],
  ['data', 'data:text/html,<script>alert(1)</script>'],
  ['vbscript', 'vbscript:msgbox(1)'],
  ['a file', 'file:///etc/passwd'],
  ['a blob of the right origin', 'blob:https://vercel.com/0'],
  ['a file system of the right origin', 'filesystem:https://vercel.com/0'],
  ['a view of the source', 'view-source:https://vercel.com/'],
  ['about', 'about:blank'],
  ['a web socket', 'wss://vercel.com/'],
  ['ftp', 'ftp://vercel.com/'],
  ['sso', 'sso:https://vercel.com/'],
  ['another scheme', 'http://vercel.com'],
  ['another scheme on the right port', 'http://vercel.com:443/'],
  ['another port', 'https://vercel.com:444'],
  ['a port that is none', 'https://vercel.com:65536/'],
  ['a full stop behind the host', 'https://vercel.com./'],
  ['an address', 'https://127.0.0.1/'],
  ['an address as a number', 'https://2130706433/'],
  ['a host in brackets', 'https://[vercel.com]/'],
  ['an encoded slash in the host', 'https://evil.example%2fvercel.com'],
  ['an encoded at sign in front of another host', 'https://vercel.com%40evil.example/'],
  ['a question mark in front of the right host', 'https://evil.example?https://vercel.com'],
  ['a hash in front of the right host', 'https://evil.example#@vercel.com'],
  ['a path that does not begin at the root', 'dashboard'],
  ['a path that begins with dots', '../dashboard'],
  ['a query alone', '?x'],
  ['a fragment alone', '#x'],
  ['a host without a scheme', 'vercel.com/dashboard'],
  ['nothing', ''],
  ['8 KB', `https://vercel.com/${'a'.repeat(8_192)}`],
  ['8 KB of slashes', '/'.repeat(8_192)],
];

describe('a redirect target', () => {
  it.each(HOSTILE)('is refused with %s', (_name, text) => {
    expect(redirectTarget(text, VERCEL)).toBeNull();
    expect(ssoTarget(`sso:${text}`, VERCEL)).toBeNull();
  });

  it.each([[undefined], [null], [1], [['https://vercel.com/']], [{ href: 'https://vercel.com/' }]])(
    'is refused when it is no text: %j',
    (value) => {
      expect(redirectTarget(value, VERCEL)).toBeNull();
    },
  );

  it.each([
    ['https://vercel.com', 'https://vercel.com/'],
    ['HTTPS://Vercel.COM/Acme', 'https://vercel.com/Acme'],
    ['https://vercel.com:443/acme?a=b#c', 'https://vercel.com/acme?a=b#c'],
    ['https://%76ercel.com/acme', 'https://vercel.com/acme'],
    ['https://vercel.com/a/../b', 'https://vercel.com/b'],
    ['https://vercel.com//evil.example', 'https://vercel.com//evil.example'],
    ['/acme?to=https://evil.example', 'https://vercel.com/acme?to=https://evil.example'],
    ['/', 'https://vercel.com/'],
    ['/@evil.example', 'https://vercel.com/@evil.example'],
  ])('is taken when it is allowed, written out again: %s', (text, href) => {
    expect(redirectTarget(text, VERCEL)?.href).toBe(href);
  });

  it('may be on any of the allowed origins, and a path leads to the first', () => {
    expect(redirectTarget('https://dashboard.example/x', OURS)?.href).toBe('https://dashboard.example/x');
    expect(redirectTarget('/x', OURS)?.href).toBe('https://shop.example/stallholder/x');
    expect(redirectTarget('https://other.example/x', OURS)).toBeNull();
  });

  it.each([
    ['/stallholder', '/stallholder'],
    ['/stallholder?a=b', '/stallholder?a=b'],
    ['/stallholder/x', '/stallholder/x'],
    ['/stallholders', '/stallholder/stallholders'],
    ['/', '/stallholder/'],
    ['/@evil.example', '/stallholder/@evil.example'],
  ])('stays below the path of the first, which it may name: %s', (text, path) => {
    expect(redirectTarget(text, OURS)?.href).toBe(`https://shop.example${path}`);
  });

  it('stays on the origin also when dots lead a path to two slashes', () => {
    const origins = ['/..//evil.example', '/.//evil.example', '/%2e%2e//evil.example', '/x/..//evil.example'].map(
      (text) => redirectTarget(text, VERCEL)?.origin,
    );
    expect(new Set(origins)).toEqual(new Set(['https://vercel.com']));
  });

  it('is refused when nothing is allowed', () => {
    expect(redirectTarget('https://vercel.com/', [])).toBeNull();
    expect(redirectTarget('/x', [])).toBeNull();
  });

  it('is allowed on the loopback by its port alone, as a simulator has it', () => {
    const local = ['http://127.0.0.1:4000'];
    expect(redirectTarget('http://127.0.0.1:4000/acme', local)?.href).toBe('http://127.0.0.1:4000/acme');
    expect(redirectTarget('http://127.0.0.1:4001/acme', local)).toBeNull();
    expect(redirectTarget('http://localhost:4000/acme', local)).toBeNull();
    expect(redirectTarget('https://127.0.0.1:4000/acme', local)).toBeNull();
  });
});

describe('an sso: link', () => {
  it('is read in any letter case, and written in one', () => {
    const target = ssoTarget('SSO:https://shop.example/x', OURS);
    expect(target === null ? null : ssoLink(target)).toBe('sso:https://shop.example/x');
  });

  it('may hold a path, and no other sso: link', () => {
    expect(ssoTarget('sso:/checks/1', OURS)?.href).toBe('https://shop.example/stallholder/checks/1');
    expect(ssoTarget('sso:sso:/checks/1', OURS)).toBeNull();
    expect(ssoTarget('https://shop.example/x', OURS)).toBeNull();
  });
});
