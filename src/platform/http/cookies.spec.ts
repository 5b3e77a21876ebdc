import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { DomainError } from '../errors/index.js';
import { Cookies } from './cookies.js';

function written(publicUrl: string): string {
  const headers: string[] = [];
  const response = { append: (_name: string, value: string) => headers.push(value) };
  new Cookies(publicUrl).set(response as unknown as Response, 'stallholder', 'value', 60);
  return headers.join();
}

const bringing = (cookie: string): Request => ({ headers: { cookie } }) as unknown as Request;

describe('a cookie', () => {
  it('is bound to its host where the server is reached by https', () => {
    expect(written('https://shop.example/prefix')).toBe(
      '__Host-stallholder=value; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
    );
  });

  it.each(['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000', 'http://127.9.9.9'])(
    'has a plain name on the loopback: %s',
    (url) => {
      expect(written(url)).toBe('stallholder=value; Max-Age=60; Path=/; HttpOnly; SameSite=Lax');
    },
  );

  it.each(['http://shop.example', 'http://192.168.0.1', 'http://localhost.example', 'http://127.0.0.1.example'])(
    'is refused without https elsewhere: %s',
    (url) => {
      expect(() => written(url)).toThrow(DomainError);
      expect(() => new Cookies(url).read(bringing('stallholder=value'), 'stallholder')).toThrow(DomainError);
    },
  );

  it('is read under its own name alone', () => {
    const cookies = new Cookies('https://shop.example');
    expect(cookies.read(bringing('stallholder=planted; __Host-stallholder=ours'), 'stallholder')).toBe('ours');
    expect(cookies.read(bringing('stallholder=planted'), 'stallholder')).toBeNull();
    expect(cookies.read({ headers: {} } as Request, 'stallholder')).toBeNull();
    expect(cookies.read(bringing('__proto__=x; ;;; =; __Host-stallholder'), 'toString')).toBeNull();
  });
});
