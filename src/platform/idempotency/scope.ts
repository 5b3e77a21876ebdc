import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/index.js';
import { type Answer, type KeyedRequest, Ledger } from './ledger.js';

/** The keyed request in hand, and whether its answer has been recorded. */
export interface Claimed {
  readonly request: KeyedRequest;
  readonly claim: string;
  recorded: boolean;
}

const current = new AsyncLocalStorage<Claimed>();

/** Runs a handler as the holder of a claim. */
export function holding<T>(claimed: Claimed, work: () => T): T {
  return current.run(claimed, work);
}

/** The key of the request in hand, to tie what is made for it to it; null for a request without one. */
export function requestDigest(): Buffer | null {
  return current.getStore()?.request.keyDigest ?? null;
}

/** Records the answer of a request in the transaction of its last step. */
@Injectable()
export class Answers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: Ledger,
  ) {}

  /** Runs `step` in a unit of work and records what it returns as the request's answer; `status` is asked after the step. */
  async with<T>(status: () => number, step: () => Promise<T>): Promise<T> {
    const claimed = current.getStore();
    return this.unitOfWork.run(async () => {
      const body = await step();
      if (claimed !== undefined) await this.record(claimed, { status: status(), body });
      return body;
    });
  }

  private async record(claimed: Claimed, answer: Answer): Promise<void> {
    await this.ledger.answer(claimed.request, claimed.claim, answer);
    claimed.recorded = true;
  }
}
