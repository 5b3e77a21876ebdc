import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { outsideShare } from '../context/index.js';
import { UnitOfWork } from '../database/index.js';
import { Conflict, DomainError } from '../errors/index.js';
import { type Answer, type KeyedRequest, Ledger } from './ledger.js';
import { type Claimed, holding, KeyTaken } from './scope.js';

const WAIT_MS = 10_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 250;
const EXTEND_MS = 2_500;
const RETRY_AFTER_SECONDS = 5;

/** The work of a request, and how a failure of it reads on the wire. */
export interface Work {
  /** Whether the work takes its key in its own first unit of work (`Answers.claiming`), which saves a transaction. */
  readonly claimsItself: boolean;
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
  constructor(
    private readonly ledger: Ledger,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async run(request: KeyedRequest, work: Work): Promise<Outcome> {
    const started = performance.now();
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      const answer = await this.attempt(request, work);
      if (answer !== null) return { answer, replayed: false };
      const earlier = await this.answerOfAnother(request);
      if (earlier !== null) return { answer: earlier, replayed: true };
      if (performance.now() - started > WAIT_MS) throw stillRunning();
      await pause(wait);
    }
  }

  /** The answer of the work, or null when another request holds its key. */
  private async attempt(request: KeyedRequest, work: Work): Promise<Answer | null> {
    const claim = work.claimsItself ? null : await this.ledger.claim(request);
    if (claim === null && !work.claimsItself) return null;
    return this.perform({ request, claim, recorded: false }, work).catch((error: unknown) => {
      if (error instanceof KeyTaken) return null;
      throw error;
    });
  }

  /** Looks without holding a connection; null when there is none yet. */
  private async answerOfAnother(request: KeyedRequest): Promise<Answer | null> {
    const standing = await this.ledger.standing(request);
    if (standing.kind === 'other-body') throw new Conflict('The idempotency key was used with another body');
    return standing.kind === 'answered' ? standing.answer : null;
  }

  private async perform(claimed: Claimed, work: Work): Promise<Answer> {
    const heartbeat = setInterval(() => {
      const { request, claim } = claimed;
      if (claim !== null) outsideShare(() => this.ledger.extend(request, claim)).catch(() => undefined);
    }, EXTEND_MS).unref();
    try {
      const answer = await holding(claimed, () => work.run(claimed));
      if (!claimed.recorded) await this.record(claimed, answer);
      return answer;
    } catch (error) {
      if (error instanceof DomainError && error.isFinal) await this.record(claimed, work.renderError(error));
      else if (claimed.claim !== null) await this.ledger.release(claimed.request, claimed.claim).catch(() => undefined);
      throw error;
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** An answer outside the work's own units of work; the key may not have been claimed yet, or be another's. */
  private record({ request, claim }: Claimed, answer: Answer): Promise<void> {
    return this.unitOfWork.run(async () => {
      const held = claim ?? (await this.ledger.claim(request));
      if (held === null) throw new KeyTaken();
      this.ledger.answer(request, held, answer);
    });
  }
}

function stillRunning(): DomainError {
  return new DomainError('busy', 'conflict', 'The first request with this key is still running', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
