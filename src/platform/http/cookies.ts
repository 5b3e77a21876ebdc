import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import { DomainError } from '../errors/index.js';

const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

interface Written {
  readonly name: string;
  readonly value: string;
  readonly maxAge: number;
  readonly sameSite?: 'lax' | 'strict';
}

/**
 * Cookies that only this server reads: HttpOnly, SameSite=Lax unless said otherwise, for its host alone. With https their names begin with `__Host-`, so that no
 * other host and no plain connection can plant one; without it they are for the loopback alone, and refused elsewhere.
 */
export class Cookies {
  private readonly prefix: string | null;

  constructor(publicUrl: string) {
    this.prefix = prefixFor(new URL(publicUrl));
  }

  /** The value that the browser brought under a name; null for none. */
  read(request: Request, name: string): string | null {
    return parseCookie(request.headers.cookie ?? '', { decode: (value) => value })[this.nameOf(name)] ?? null;
  }

  /** The names that begin so, without the prefix that they have with https; browsers send the oldest first. */
  names(request: Request, beginning: string): readonly string[] {
    const prefix = this.nameOf('');
    const brought = Object.keys(parseCookie(request.headers.cookie ?? '', { decode: (value) => value }));
    return brought.filter((name) => name.startsWith(prefix + beginning)).map((name) => name.slice(prefix.length));
  }

  /** Gives the browser a value of letters, digits, `-`, `.` and `_` for so many seconds. */
  set(response: Response, name: string, value: string, seconds: number): void {
    this.write(response, { name, value, maxAge: seconds });
  }

  /** The same, but brought only by what our own pages ask for: a link from elsewhere arrives without it. */
  setForOwnPages(response: Response, name: string, value: string, seconds: number): void {
    this.write(response, { name, value, maxAge: seconds, sameSite: 'strict' });
  }

  /** Has the browser forget a value. */
  clear(response: Response, name: string): void {
    this.write(response, { name, value: '', maxAge: 0 });
  }

  private write(response: Response, { name, sameSite = 'lax', ...rest }: Written): void {
    const cookie = { ...rest, name: this.nameOf(name), path: '/', httpOnly: true, sameSite } as const;
    response.append('Set-Cookie', stringifySetCookie({ ...cookie, secure: this.prefix !== '' }));
  }

  /** @throws DomainError (403) where a cookie could be read or planted on the way */
  private nameOf(name: string): string {
    if (this.prefix !== null) return `${this.prefix}${name}`;
    const message = 'This address is not encrypted, so nobody can be signed in here. It has to begin with https.';
    throw new DomainError('forbidden', 'insecure_address', 'PUBLIC_URL is neither https nor on the loopback', {
      user: { message },
    });
  }
}

function prefixFor({ protocol, hostname }: URL): string | null {
  if (protocol === 'https:') return '__Host-';
  return LOOPBACK.test(hostname) ? '' : null;
}
