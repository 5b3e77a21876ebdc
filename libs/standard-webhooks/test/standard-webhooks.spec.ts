import { describe, expect, it } from '@jest/globals';
import { isSigned, isTimely, type MessageHead, readMessageHead, sign, signingKey } from '../src/index.js';

const KEY = signingKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
const OLD = signingKey('a secret that is no base64');
const BODY = '{"test": 2432232314}';
const AT = new Date(1_614_265_330_000);

const distinct = (headers: object): Record<string, string[]> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [String(value)]]));

function headOf(headers: object): MessageHead {
  const head = readMessageHead(distinct(headers));
  if (head === null) throw new Error('no head');
  return head;
}

describe('a signed message', () => {
  const headers = sign({ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: AT, body: BODY }, [KEY]);

  it("has the signature of the standard's own test vector", () => {
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is known by its key, its bytes and its head alone', () => {
    const signed = (head: object, body = BODY, key = KEY) => isSigned(headOf(head), Buffer.from(body), [key]);
    expect(signed(headers)).toBe(true);
    expect(signed(headers, BODY, OLD)).toBe(false);
    expect(signed(headers, `${BODY} `)).toBe(false);
    expect(signed({ ...headers, 'webhook-id': 'msg_other' })).toBe(false);
    expect(signed({ ...headers, 'webhook-timestamp': '1614265331' })).toBe(false);
  });

  it('is known by either key while the secret is being replaced, on both sides', () => {
    const both = headOf(sign({ id: 'msg_1', at: AT, body: BODY }, [KEY, OLD]));
    expect(isSigned(both, Buffer.from(BODY), [OLD])).toBe(true);
    expect(isSigned(headOf(headers), Buffer.from(BODY), [OLD, KEY])).toBe(true);
  });

  it('is timely for the tolerance, before and after', () => {
    const timely = (seconds: number) => isTimely(headOf(headers), new Date(AT.getTime() + seconds * 1_000), 300);
    expect([-301, -300, 0, 300, 301].map(timely)).toEqual([false, true, true, true, false]);
  });
});

describe('the head of a message', () => {
  const headers = sign({ id: 'msg_1', at: AT, body: BODY }, [KEY]);
  const signature = headers['webhook-signature'];

  it.each([
    ['no id', { 'webhook-id': undefined }],
    ['an id with a full stop', { 'webhook-id': 'msg.1' }],
    ['an empty id', { 'webhook-id': '' }],
    ['a timestamp in milliseconds and more', { 'webhook-timestamp': '1614265330000000' }],
    ['a timestamp that is no number', { 'webhook-timestamp': '1e9' }],
    ['a negative timestamp', { 'webhook-timestamp': '-1' }],
    ['no signature', { 'webhook-signature': undefined }],
    ['an empty signature', { 'webhook-signature': '' }],
    ['a signature without a version', { 'webhook-signature': signature.slice(3) }],
    ['another version alone', { 'webhook-signature': signature.replace('v1', 'v1a') }],
    ['a short signature', { 'webhook-signature': 'v1,AAAA' }],
    ['a signature in hex', { 'webhook-signature': `v1,${'ab'.repeat(32)}` }],
    ['base64 that is not canonical', { 'webhook-signature': `v1,${'/'.repeat(43)}=` }],
    ['nine signatures', { 'webhook-signature': Array(9).fill(signature).join(' ') }],
  ])('is refused with %s', (_what, change) => {
    const present = Object.entries({ ...headers, ...change }).filter(([, value]) => value !== undefined);
    expect(readMessageHead(distinct(Object.fromEntries(present)))).toBeNull();
  });

  it('is refused with a header that is there twice', () => {
    expect(readMessageHead({ ...distinct(headers), 'webhook-id': ['msg_1', 'msg_1'] })).toBeNull();
  });

  it('passes over signatures of other versions', () => {
    const head = readMessageHead(distinct({ ...headers, 'webhook-signature': `v1a,AAAA ${signature}` }));
    expect(head?.signatures).toHaveLength(1);
  });
});

describe('a secret', () => {
  it('is the base64 behind its prefix, or its own bytes', () => {
    expect(Buffer.from(signingKey(`whsec_${Buffer.alloc(24, 1).toString('base64')}`))).toEqual(Buffer.alloc(24, 1));
    expect(Buffer.from(signingKey('plain text')).toString()).toBe('plain text');
  });

  it.each(['whsec_', 'whsec_AAAA', `whsec_${Buffer.alloc(65).toString('base64')}`, `whsec_${'-'.repeat(32)}`])(
    'is refused as %s',
    (secret) => expect(() => signingKey(secret)).toThrow(RangeError),
  );
});
