import { describe, expect, it } from '@jest/globals';
import { FORM_BODY } from './form-body.js';

const FORM = 'application/x-www-form-urlencoded';

function read(text: string, contentType: string | undefined = FORM): unknown {
  return FORM_BODY.read(Buffer.from(text, 'latin1'), contentType);
}

describe('the body of a form', () => {
  it('holds what the browser was given', () => {
    expect(read('a=1&b=x+y%2Bz&empty=&name=%E2%98%83')).toEqual({ a: '1', b: 'x y+z', empty: '', name: '☃' });
  });

  it('holds all values of a name that comes again', () => {
    expect(read('project=a&project=b&project=c')).toEqual({ project: ['a', 'b', 'c'] });
  });

  it('may be empty, and then needs no type', () => {
    expect(FORM_BODY.read(Buffer.alloc(0), undefined)).toEqual({});
  });

  it('keeps what follows the first equals sign', () => {
    expect(read('a=b=c&d')).toEqual({ a: 'b=c', d: '' });
  });

  it('takes names that every object has as names', () => {
    const fields = read('toString=a&constructor=b');
    expect(Object.entries(fields as object)).toEqual([
      ['toString', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it.each([
    ['U+0000', 'a=%00'],
    ['a lone surrogate', 'a=%ED%A0%80'],
    ['half a character', 'a=%E2%98'],
    ['half an escape', 'a=%E'],
    ['bytes that are no UTF-8', 'a=\xFF'],
    ['__proto__', '__proto__=1'],
    ['__proto__ in disguise', '%5F_proto__=1'],
  ])('is refused with %s', (_what, body) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });

  it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=a', `${FORM}; charset=latin1`, ''])(
    'is refused as %s',
    (type) => {
      expect(() => read('a=1', type)).toThrow(expect.objectContaining({ kind: 'wrong-type' }));
    },
  );
});
