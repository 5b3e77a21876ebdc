import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isSigned, looksSigned } from '#libs/vercel-webhooks';

const CURRENT = 'secret-of-today';
const PREVIOUS = 'secret-of-yesterday';
const RAW = Buffer.from('{ "id": "evt_1",  "type":"project.created", "name": "Zürich" }', 'utf8');
const sign = (raw: Uint8Array, secret: string, algorithm = 'sha1'): string =>
  createHmac(algorithm, secret).update(raw).digest('hex');
const signed = (header: string | undefined): boolean => isSigned(RAW, header, [CURRENT, PREVIOUS]);

describe('the signature of a webhook', () => {
  it.each([
    ['current', CURRENT],
    ['previous', PREVIOUS],
  ])('holds under the %s client secret', (_name, secret) => {
    expect(signed(sign(RAW, secret))).toBe(true);
  });

  it('is what Vercel documents for a known body and secret', () => {
    expect(isSigned(Buffer.from('Hi There'), 'b617318655057264e28bc0b6fb378c8ef146be00', ['\v'.repeat(20)])).toBe(true);
  });

  it('covers an empty body', () => {
    expect(isSigned(Buffer.alloc(0), sign(Buffer.alloc(0), CURRENT), [CURRENT])).toBe(true);
  });

  const right = sign(RAW, CURRENT);
  it.each<[string, string | undefined]>([
    ['none', undefined],
    ['an empty one', ''],
    ['a short one', right.slice(0, 39)],
    ['one that is followed by more', `${right}0`],
    ['one in upper case', right.toUpperCase()],
    ['one with a prefix', `sha1=${right}`],
    ['a space before it', ` ${right}`],
    ['a line end after it', `${right}\n`],
    ['SHA-256', sign(RAW, CURRENT, 'sha256')],
    ['forty digits of SHA-256', sign(RAW, CURRENT, 'sha256').slice(0, 40)],
    ['base64', createHmac('sha1', CURRENT).update(RAW).digest('base64')],
    ['a hash without a key', createHash('sha1').update(RAW).digest('hex')],
    ['one of another secret', sign(RAW, 'a-third-secret')],
    ['one of no secret', sign(RAW, '')],
    ['one of the two secrets as they are configured', sign(RAW, `${CURRENT},${PREVIOUS}`)],
    ['one of the body written anew', sign(Buffer.from(JSON.stringify(JSON.parse(RAW.toString()))), CURRENT)],
    ['one of another body', sign(Buffer.from('{}'), CURRENT)],
    ['one with its last digit changed', right.slice(0, -1) + (right.endsWith('0') ? '1' : '0')],
    ['forty characters that are no digits', 'z'.repeat(40)],
    ['forty digits in another script', '٠'.repeat(40)],
  ])('is refused where it is %s', (_name, header) => {
    expect(signed(header)).toBe(false);
  });

  it('holds for nothing without a secret', () => {
    expect(isSigned(RAW, right, [])).toBe(false);
  });

  it('is known for none by its form, before the body is read', () => {
    expect([right, right.toUpperCase(), `sha1=${right}`, '', undefined].map(looksSigned)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
