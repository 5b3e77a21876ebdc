import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Settings } from '../config/index.js';
import { Sealer, type SealBinding } from '../crypto/index.js';
import { Cookies } from '../http/index.js';
import type { GuardedRequest } from './access.js';

/** How long an operator's browser stays signed in. */
const PASS_SECONDS = 3_600;

const COOKIE = 'stallholder-operator';
const FORM = /^(?<keyId>[A-Za-z0-9_-]{1,128})\.(?<data>[A-Za-z0-9_-]{1,1024})$/;

/** A pass stands in a cookie, in no table. */
const PASS: SealBinding = { table: 'cookies', column: 'operator_pass', tenant: '', row: '' };

type AdminKey = Settings['adminKeys'][number];

/** Lets an operator's browser in for a while, once a key was shown. Nothing of it is kept here: the cookie is the pass. */
@Injectable()
export class OperatorPasses {
  constructor(
    private readonly settings: Settings,
    private readonly sealer: Sealer,
    private readonly cookies: Cookies,
  ) {}

  /** Gives the browser a pass for a key that may read; false: the key is not one. */
  give(response: Response, shown: string): boolean {
    const key = this.readers().find(({ digest }) => timingSafeEqual(digest, sha256(shown)));
    if (key === undefined) return false;
    const until = Date.now() + PASS_SECONDS * 1_000;
    const { keyId, data } = this.sealer.seal(Buffer.from(`${until} ${digestOf(key)} ${key.name}`), PASS);
    const value = `${Buffer.from(keyId).toString('base64url')}.${data.toString('base64url')}`;
    this.cookies.setForOwnPages(response, COOKIE, value, PASS_SECONDS);
    return true;
  }

  take(response: Response): void {
    this.cookies.clear(response, COOKIE);
  }

  /** Name of the operator who has signed in; null where nobody has, where the pass has ended, or where its key is no more. */
  holderOf(request: GuardedRequest): string | null {
    const opened = this.opened(this.cookies.read(request, COOKIE) ?? '');
    const [until, digest, name] = opened.split(' ');
    if (Number(until) < Date.now()) return null;
    const key = this.readers().find((candidate) => candidate.name === name && digestOf(candidate) === digest);
    return key?.name ?? null;
  }

  private readers(): readonly AdminKey[] {
    return this.settings.adminKeys.filter(({ scopes }) => scopes === null || scopes.includes('read'));
  }

  private opened(value: string): string {
    const { keyId = '', data = '' } = FORM.exec(value)?.groups ?? {};
    try {
      const sealed = { keyId: Buffer.from(keyId, 'base64url').toString(), data: Buffer.from(data, 'base64url') };
      return this.sealer.openBytes(sealed, PASS).toString();
    } catch {
      return '';
    }
  }
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

const digestOf = ({ digest }: AdminKey): string => digest.toString('base64url');
