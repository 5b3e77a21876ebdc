import { Injectable } from '@nestjs/common';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import { DomainError } from '../errors/index.js';

const TRIES = 10;
const SECONDS = 60;

/** How often keys can be tried from one address; each replica counts for itself. */
@Injectable()
export class SignInLimit {
  private limiter: Promise<RateLimiterMemory> | undefined;

  /** @throws DomainError (429) */
  async count(address: string): Promise<void> {
    this.limiter ??= load();
    const limiter = await this.limiter;
    const { consumedPoints } = await limiter.penalty(address);
    if (consumedPoints <= TRIES) return;
    throw new DomainError('too-many', 'too_many_requests', 'Too many tries from this address', {
      retryAfterSeconds: SECONDS,
    });
  }
}

async function load(): Promise<RateLimiterMemory> {
  const { RateLimiterMemory: Limiter } = await import('rate-limiter-flexible');
  return new Limiter({ points: TRIES, duration: SECONDS });
}
