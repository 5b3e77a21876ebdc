import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Conflict, DomainError } from '../errors/index.js';
import { type Answer, type KeyedRequest, Ledger } from './ledger.js';
import { type Claimed, holding } from './scope.js';

const WAIT_MS = 10_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 250;
const EXTEND_MS = 2_500;
const RETRY_AFTER_SECONDS = 5;

/** The work of a request, and how a failure of it reads on the wire. */
export interface Work {
  /** Does the work and has its answer recorded in the transaction of the effect. */
  readonly run: (claimed: Claimed) => Promise<Answer>;
  readonly renderError: (error: DomainError) => Answer;
}

/** An answer, and whether it is that of an earlier request. */
export interface Outcome {
  readonly answer: Answer;
  readonly replayed: boolean;
}

/** One effect and one answer per key, whatever number of equal requests come, one after the other or at once. */
@Injectable()
export class OncePerKey {
  constructor(private readonly ledger: Ledger) {}

  async run(request: KeyedRequest, work: Work): Promise<Outcome> {
    const settled = await this.claimOrAnswer(request);
    if (typeof settled !== 'string') return { answer: settled, replayed: true };
    return { answer: await this.perform({ request, claim: settled, recorded: false }, work), replayed: false };
  }

  /** A claim, or the answer of the request that holds it; waits for that by reading, without holding a connection. */
  private async claimOrAnswer(request: KeyedRequest): Promise<string | Answer> {
    const started = performance.now();
    let claim = await this.ledger.claim(request);
    for (let wait = FIRST_PAUSE_MS; claim === null; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      const standing = await this.ledger.standing(request);
      if (standing.kind === 'answered') return standing.answer;
      if (standing.kind === 'other-body') throw new Conflict('The idempotency key was used with another body');
      if (performance.now() - started > WAIT_MS) throw stillRunning();
      if (standing.kind === 'running') await pause(wait);
      else claim = await this.ledger.claim(request);
    }
    return claim;
  }

  private async perform(claimed: Claimed, work: Work): Promise<Answer> {
    const { request, claim } = claimed;
    const heartbeat = setInterval(() => {
      this.ledger.extend(request, claim).catch(() => undefined);
    }, EXTEND_MS).unref();
    try {
      const answer = await holding(claimed, () => work.run(claimed));
      if (!claimed.recorded) await this.ledger.answer(request, claim, answer);
      return answer;
    } catch (error) {
      if (error instanceof DomainError && error.isFinal)
        await this.ledger.answer(request, claim, work.renderError(error));
      else await this.ledger.release(request, claim).catch(() => undefined);
      throw error;
    } finally {
      clearInterval(heartbeat);
    }
  }
}

function stillRunning(): DomainError {
  return new DomainError('busy', 'conflict', 'The first request with this key is still running', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
