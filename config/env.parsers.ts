import { isIP } from 'node:net';

import { Unfit, type Parser } from './env.variable.js';

const HOST_NAME = /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/;
const MAILBOX = /^mailto:[\w.+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/i;
const PREFIX = /^(\/[A-Za-z0-9._~-]+)*\/?$/;

/** Text that must fit a pattern; `problem` says what was expected. */
export function text(pattern: RegExp, problem: string): Parser<string> {
  return (value) => {
    if (!pattern.test(value)) throw new Unfit(problem);
    return value;
  };
}

/** A whole number in plain digits, bounds included. */
export function integer(least: number, most: number): Parser<number> {
  return (value) => {
    const number = Number(value);
    if (!/^\d{1,15}$/.test(value) || number < least || number > most) {
      throw new Unfit(`must be a whole number from ${least} to ${most}`);
    }
    return number;
  };
}

/** One of a closed set, letter case included. */
export function oneOf<const T extends string>(...members: readonly T[]): Parser<T> {
  return (value) => {
    const member = members.find((candidate) => candidate === value);
    if (member === undefined) throw new Unfit(`must be one of ${members.join(', ')}`);
    return member;
  };
}

/** Comma-separated entries, blanks around them trimmed, none empty; a fault names the entry by its position. */
export function list<T>(parse: Parser<T>): Parser<readonly T[]> {
  return (value) =>
    value.split(',').map((entry, index) => {
      try {
        return parse(entry.trim());
      } catch (error) {
        throw error instanceof Unfit ? new Unfit(`entry ${index + 1} ${error.problem}`) : error;
      }
    });
}

/** An address or name to listen on. */
export const host: Parser<string> = (value) => {
  if (isIP(value) === 0 && !HOST_NAME.test(value)) throw new Unfit('must be an IP address or a host name');
  return value;
};

/** An http or https address without credentials, query or fragment; kept as written, since issuers are compared as text. */
export const httpUrl: Parser<string> = (value) => {
  const url = URL.parse(value);
  if (url === null || !/^https?:\/\/[^/]/i.test(value) || /[\s\\]/.test(value)) {
    throw new Unfit('must be an absolute http or https URL');
  }
  if (url.username !== '' || url.password !== '' || value.includes('@')) throw new Unfit('must not hold credentials');
  if (/[?#]/.test(value)) throw new Unfit('must not have a query or a fragment');
  return value;
};

/** As `httpUrl`, without a slash at its end, so that paths can be appended. */
export const baseUrl: Parser<string> = (value) => httpUrl(value).replace(/\/+$/, '');

/** An origin with an optional path prefix of plain segments; re-serialised without a slash at its end. */
export const publicUrl: Parser<string> = (value) => {
  const url = new URL(httpUrl(value));
  const written = value.replace(/^https?:\/\/[^/]*/i, '');
  if (!PREFIX.test(written) || /\/\.{1,2}(\/|$)/.test(written)) {
    throw new Unfit('may carry a path prefix only of letters, digits and ". _ ~ -"');
  }
  return `${url.origin}${url.pathname}`.replace(/\/$/, '');
};

/** Where people are reached: an http or https page, or `mailto:` and one address; re-serialised. */
export const contactUrl: Parser<string> = (value) => {
  const url = URL.parse(value);
  const isPage = url !== null && /^https?:\/\/[^/]/i.test(value) && url.username === '' && url.password === '';
  if (url === null || /[\s\\]/.test(value) || !(isPage || MAILBOX.test(value))) {
    throw new Unfit('must be an absolute http or https URL, or mailto: and one address');
  }
  return url.href;
};

/** A PostgreSQL connection string that names a database. */
export const postgresUrl: Parser<string> = (value) => {
  const url = URL.parse(value);
  if (url === null || !/^postgres(ql)?:\/\//i.test(value)) throw new Unfit('must be a postgres:// URL');
  if (url.hash !== '') throw new Unfit('has a fragment: write # in a password as %23');
  if (!/^\/[^/]+$/.test(url.pathname)) throw new Unfit('must name a database');
  return value;
};

/** What Express takes as `trust proxy`: a number of hops, or addresses, networks and names of networks. */
export const trustProxy: Parser<number | readonly string[]> = (value) => {
  if (/^\d+$/.test(value)) return integer(0, 16)(value);
  return list(proxyNetwork)(value);
};

function proxyNetwork(entry: string): string {
  const [address = '', bits, ...rest] = entry.split('/');
  const width = isIP(address) === 4 ? 32 : 128;
  const isNetwork = isIP(address) !== 0 && rest.length === 0 && (bits === undefined || isPrefix(bits, width));
  if (!isNetwork && !['loopback', 'linklocal', 'uniquelocal'].includes(entry)) {
    throw new Unfit('must be a number of hops, an address, a network, loopback, linklocal or uniquelocal');
  }
  return entry;
}

function isPrefix(bits: string, width: number): boolean {
  return /^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= width;
}
