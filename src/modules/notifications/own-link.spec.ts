import { describe, expect, it } from '@jest/globals';
import { ownLink } from './own-link.js';

const OWN = ['https://shop.acme.example/marketplace', 'https://dashboard.acme.example'];

describe('the link of a notification', () => {
  it.each([
    ['https://shop.acme.example/billing', 'https://shop.acme.example/billing'],
    ['https://shop.acme.example', 'https://shop.acme.example/'],
    ['HTTPS://SHOP.acme.example:443/a/../b?c=d#e', 'https://shop.acme.example/b?c=d#e'],
    ['sso:https://dashboard.acme.example/billing', 'sso:https://dashboard.acme.example/billing'],
    ['sso:/billing', 'sso:https://shop.acme.example/marketplace/billing'],
    ['SSO:/billing', 'sso:https://shop.acme.example/marketplace/billing'],
  ])('%s leads to us, and is kept as it was understood', (href, kept) => {
    expect(ownLink(href, OWN)).toBe(kept);
  });

  it.each([
    'https://evil.example',
    'https://shop.acme.example@evil.example',
    'https://shop.acme.example.evil.example',
    'https://shop.acme.example.',
    'https://shop.acme.example:444/',
    'https://user@shop.acme.example/',
    'https://user:password@shop.acme.example/',
    'http://shop.acme.example/',
    '//evil.example',
    '/billing',
    'billing',
    String.raw`/\evil.example`,
    String.raw`https:/\evil.example`,
    String.raw`sso:/\evil.example`,
    'sso://evil.example',
    'sso:https://evil.example',
    'sso:http://shop.acme.example/',
    'sso:sso:https://shop.acme.example/',
    'sso:javascript:alert(1)',
    'javascript:alert(1)',
    'data:text/html,hello',
    ' https://shop.acme.example/',
    '\thttps://shop.acme.example/',
    'https://shop.acme.example/\n',
    'sso:\nhttps://shop.acme.example/',
    'https://shop.ácme.example/',
    `https://shop.acme.example/${'a'.repeat(2_048)}`,
    '',
  ])('%j does not lead to us', (href) => {
    expect(ownLink(href, OWN)).toBeNull();
  });

  it('without https leads to us only by way of Vercel, also where we have no https ourselves', () => {
    const plain = ['http://127.0.0.1:3000'];
    expect(ownLink('http://127.0.0.1:3000/billing', plain)).toBeNull();
    expect(ownLink('sso:http://127.0.0.1:3000/billing', plain)).toBe('sso:http://127.0.0.1:3000/billing');
  });
});
