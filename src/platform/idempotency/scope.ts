import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/index.js';
import { type DomainError, errorAnswer } from '../errors/index.js';
import { type Answer, type KeyedRequest, Ledger } from './ledger.js';

/** The keyed request in hand, its claim once it has one, and whether its answer has been recorded. */
export interface Claimed {
  readonly request: KeyedRequest;
  claim: string | null;
  recorded: boolean;
}

/** Another request with the same key was here first. */
export class KeyTaken extends Error {}

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

  /** Runs the first step of a handler that claims its key itself, in the unit of work of that step. */
  async claiming<T>(step: () => Promise<T>): Promise<T> {
    const claimed = current.getStore();
    if (claimed === undefined) return this.unitOfWork.run(step);
    const { claim, result } = await this.unitOfWork.run(async () => {
      const claim = await this.ledger.claim(claimed.request);
      if (claim === null) throw new KeyTaken();
      return { claim, result: await step() };
    });
    claimed.claim = claim;
    return result;
  }

  /** Runs `step` in a unit of work and records what it returns as the request's answer; `status` is asked after the step. */
  async with<T>(status: () => number, step: () => Promise<T>): Promise<T> {
    const claimed = current.getStore();
    return this.unitOfWork.run(async () => {
      const body = await step();
      if (claimed !== undefined) this.record(claimed, { status: status(), body });
      return body;
    });
  }

  /**
   * Takes back what is kept for a request, which is named as `requestDigest` had it: repeats hear the error from here on.
   * Joins the caller's unit of work.
   */
  async withdraw(installationId: string, request: Buffer, error: DomainError): Promise<void> {
    this.unitOfWork.assertOpen('The withdrawal of an answer');
    await this.ledger.replaceAnswer(installationId, request, errorAnswer(error));
  }

  private record(claimed: Claimed, answer: Answer): void {
    if (claimed.claim === null) throw new Error('An answer before its key was claimed');
    this.ledger.answer(claimed.request, claimed.claim, answer);
    claimed.recorded = true;
  }
}
