import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Clock } from '../clock/index.js';
import { Settings } from '../config/index.js';
import { UnitOfWork } from '../database/index.js';
import { DomainError } from '../errors/index.js';
import { Cookies, redirectTarget } from '../http/index.js';
import type { Account } from './account.js';
import { AccountProvider, type LoginAddress } from './account-provider.js';
import { AccountRepository } from './account.repository.js';
import { checksOf, digestOf, isSecret, newSecret, newTag, tagOf } from './login-secret.js';

const COOKIE = 'stallholder-account';
const ATTEMPT_SECONDS = 600;
const SESSION_SECONDS = 3_600;

/** Logs customers in with the provider's own account, and knows who is. */
@Injectable()
export class Accounts {
  private readonly publicUrl: string;

  constructor(
    settings: Settings,
    private readonly provider: AccountProvider,
    private readonly accounts: AccountRepository,
    private readonly cookies: Cookies,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {
    this.publicUrl = settings.http.publicUrl;
  }

  /** Who has logged in in this browser; null: nobody, any more. */
  async find(request: Request): Promise<Account | null> {
    const secret = this.cookies.read(request, COOKIE);
    return isSecret(secret) ? this.accounts.findSession(digestOf(secret), this.clock.now()) : null;
  }

  /** Where the browser has to go. `next` is the page of ours that it comes back to; one that is not ours is forgotten for the overview. */
  async begin(response: Response, next: unknown, prompt: LoginAddress['prompt']): Promise<URL> {
    const target = redirectTarget(next, [this.publicUrl]) ?? new URL(`${this.publicUrl}/dashboard`);
    const [secret, tag] = [newSecret(), newTag()];
    const address = { checks: checksOf(secret, tag), redirectUri: this.redirectUri, prompt };
    const location = await this.provider.addressFor(address);
    const expiresAt = this.clock.inSeconds(ATTEMPT_SECONDS);
    await this.unitOfWork.run(() =>
      this.accounts.addAttempt({ digest: digestOf(secret), next: target.href, expiresAt }),
    );
    this.cookies.set(response, `${COOKIE}-${tag}`, secret, ATTEMPT_SECONDS);
    return location;
  }

  /** The browser is back: each attempt counts once, whatever comes of it. Tells the page that wanted the login. */
  async finish(request: Request, response: Response): Promise<URL> {
    const { secret, tag } = this.attemptOf(request);
    this.cookies.clear(response, `${COOKIE}-${tag}`);
    const next = await this.accounts.takeAttempt(digestOf(secret), this.clock.now());
    if (next === null) throw startAgain('login_used');
    const answer = new URL(`${this.redirectUri}${new URL(request.originalUrl, this.publicUrl).search}`);
    const account = await this.provider.accountOf(answer, checksOf(secret, tag));
    await this.replace(request, response, account);
    return new URL(next);
  }

  /** Whoever uses this browser next is somebody else. */
  async end(request: Request, response: Response): Promise<void> {
    const secret = this.cookies.read(request, COOKIE);
    if (secret === null) return;
    if (isSecret(secret)) await this.accounts.endSession(digestOf(secret));
    this.cookies.clear(response, COOKIE);
  }

  private get redirectUri(): string {
    return `${this.publicUrl}/account/callback`;
  }

  /** The one that this browser began. */
  private attemptOf(request: Request): { readonly secret: string; readonly tag: string } {
    const tag = tagOf(request.query['state']);
    const secret = tag === null ? null : this.cookies.read(request, `${COOKIE}-${tag}`);
    if (tag === null || !isSecret(secret)) throw startAgain('login_of_another_browser');
    return { secret, tag };
  }

  /** Another login is another session; what was in this browser before ends. */
  private async replace(request: Request, response: Response, account: Account): Promise<void> {
    await this.end(request, response);
    const secret = newSecret();
    const expiresAt = this.clock.inSeconds(SESSION_SECONDS);
    await this.accounts.addSession({ ...account, digest: digestOf(secret), expiresAt });
    this.cookies.set(response, COOKIE, secret, SESSION_SECONDS);
  }
}

function startAgain(reason: string): DomainError {
  const message =
    'This login was used before, has taken too long, or was begun in another browser. Please start again from Vercel.';
  return new DomainError('invalid', 'account_login_failed', 'The account login is not open', {
    reason,
    user: { message },
  });
}
