import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Express } from 'express';
import { Clock } from '../../../platform/clock/index.js';
import { Settings } from '../../../platform/config/index.js';
import { DomainError } from '../../../platform/errors/index.js';
import { canBeOpened } from '../../../platform/http/index.js';
import { digestOf, newSecret } from '../session-secret.js';
import { HandoffCodeRepository } from './handoff-code.repository.js';
import { SigningKeys } from './signing-keys.service.js';

/** A browser needs it for one redirect. */
const CODE_SECONDS = 60;
const TOKEN_SECONDS = 300;

/** Which session is handed over. */
export interface HandoffSession {
  readonly installationId: string;
  readonly sessionId: string;
  /** With which the dashboard knows the browser again that it has sent here; null: Vercel has, and the dashboard does not know it. */
  readonly state: string | null;
}

/** Sends browsers on to the provider's own dashboard, which asks for the identity behind the code that they bring. */
@Injectable()
export class Handoff {
  constructor(
    private readonly codes: HandoffCodeRepository,
    private readonly keys: SigningKeys,
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly adapter: HttpAdapterHost,
  ) {}

  /** Where a browser goes for a page: to the provider's dashboard with a code, when it is a page of that, else where it was to go. */
  async addressFor({ installationId, sessionId, state }: HandoffSession, target: URL): Promise<URL> {
    const { dashboardUrl } = this.settings.http;
    const path = dashboardUrl === null ? null : this.pathWithin(dashboardUrl, target);
    if (dashboardUrl === null || path === null) return target;
    const code = newSecret();
    const expiresAt = this.clock.inSeconds(CODE_SECONDS);
    await this.codes.add({ installationId, digest: digestOf(code), sessionId, target: path, state, expiresAt });
    const address = new URL(dashboardUrl);
    address.searchParams.set('code', code);
    if (state !== null) address.searchParams.set('state', state);
    return address;
  }

  /** The signed identity, once. @throws DomainError (400) */
  async redeem(code: string): Promise<{ readonly token: string; readonly expiresInSeconds: number }> {
    const handed = await this.codes.redeem(digestOf(code), this.clock.now());
    if (handed === null) throw new DomainError('invalid', 'invalid_code', 'The code was used, or has expired');
    const { installationId, accountName, memberId, role, name, email, target, state } = handed;
    const iat = Math.floor(this.clock.outside().getTime() / 1_000);
    const { publicUrl, dashboardUrl } = this.settings.http;
    const token = await this.keys.sign({
      iss: publicUrl,
      aud: dashboardUrl ?? publicUrl,
      sub: memberId,
      jti: randomUUID(),
      iat,
      exp: iat + TOKEN_SECONDS,
      installation_id: installationId,
      role,
      target,
      ...(state !== null && { state }),
      ...(accountName !== null && { account_name: accountName }),
      ...(name !== null && { name }),
      ...(email !== null && { email }),
    });
    return { token, expiresInSeconds: TOKEN_SECONDS };
  }

  /**
   * Below our own address the dashboard has `/dashboard` and all that we have no page for, as a link with a path alone comes to be; elsewhere what is on its
   * own address. A path never begins with two slashes, which would name a host.
   */
  private pathWithin(dashboardUrl: string, { href, origin, pathname }: URL): string | null {
    const { publicUrl } = this.settings.http;
    const own = `${publicUrl}/dashboard`;
    if (href === own || href.startsWith(`${own}/`) || href.startsWith(`${own}?`)) return href.slice(publicUrl.length);
    const isOurs = href.startsWith(`${publicUrl}/`);
    if (!isOurs && new URL(dashboardUrl).origin !== origin) return null;
    if (isOurs && canBeOpened(this.adapter.httpAdapter.getInstance<Express>(), pathname)) return null;
    return href.slice((isOurs ? publicUrl : origin).length).replace(/^\/+/, '/');
  }
}
