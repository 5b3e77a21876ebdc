import { Injectable } from '@nestjs/common';
import { type Final, type InstallationAccess, type Outcome, VercelApi } from '#libs/vercel-api';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Conflict } from '../../platform/errors/index.js';
import { backOffMs } from './back-off.js';
import type { OutstandingPush } from './outstanding-push.entity.js';
import { VercelLine } from './vercel-line.service.js';

/** One call to Vercel, made of the truth as it was read. */
export type PushCall = (api: VercelApi, access: InstallationAccess) => Promise<Outcome<unknown>>;

/** What there is to say: a call, nothing (any more), or nothing yet, since Vercel does not know the subject before then. */
export type Saying = { readonly call: PushCall } | 'nothing' | { readonly notBefore: Date };

/** Something that Vercel is told about, as the delivery needs it; every method runs in a unit of work. */
export interface PushSubject {
  readonly installationId: string;
  /** Every kind there is, the most urgent first. */
  readonly kinds: readonly string[];
  /** Locks what is outstanding; null when nothing ever was. */
  lock(): Promise<OutstandingPush | null>;
  save(push: OutstandingPush): Promise<void>;
  /** Reads the truth and says what is to be told. */
  say(kind: string): Promise<Saying>;
  /** Vercel has heard it. */
  told(kind: string): Promise<void>;
  /** What a final refusal means for the subject: there is more to come of it, or it is written down and over. */
  refused(kind: string, refusal: Final): Promise<{ readonly notBefore: Date } | 'told' | 'given-up'>;
  /** Places the job that comes back. */
  comeBack(afterSeconds: number): Promise<void>;
}

interface Taken {
  readonly kind: string;
  readonly lease: Date;
  readonly call: PushCall;
  readonly access: InstallationAccess;
  readonly trial: 'trial' | 'ordinary';
}

/**
 * Tells Vercel what is outstanding of one subject, one call at a time: claimed under the lock of its row, made outside of any
 * transaction under a lease, and settled under the lock again. So nothing older arrives after something newer.
 */
@Injectable()
export class PushDelivery {
  constructor(
    private readonly api: VercelApi,
    private readonly line: VercelLine,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws Conflict at the end when Vercel has refused something for good */
  async deliver(subject: PushSubject): Promise<void> {
    let refusal: Final | null = null;
    for (;;) {
      const taken = await this.unitOfWork.run(() => this.take(subject));
      if (taken === null) break;
      const outcome = await taken.call(this.api, taken.access);
      const verdict = await this.unitOfWork.run(() => this.settle(subject, taken, outcome));
      if (verdict === 'given-up' && outcome.kind === 'final') refusal = outcome;
    }
    if (refusal !== null) throw new Conflict('Vercel refuses what it is told', { reason: refusal.code });
  }

  /** The line comes first, here as in `settle`, so that everybody locks in one order. */
  private async take(subject: PushSubject): Promise<Taken | null> {
    const line = await this.line.open(subject.installationId);
    const now = this.clock.now();
    const push = await subject.lock();
    if (push === null || !push.isReady(now)) return null;
    if (line.kind === 'closed') push.drop(push.outstanding, now);
    if (line.kind === 'parked') push.wait(line.until);
    const taken = line.kind === 'open' ? await this.choose(subject, push, line) : null;
    await subject.save(push);
    return taken;
  }

  /** The most urgent kind of which there is something to say; what there is nothing to say of is dropped. */
  private async choose(
    subject: PushSubject,
    push: OutstandingPush,
    { access, trial }: Pick<Taken, 'access' | 'trial'>,
  ): Promise<Taken | null> {
    const now = this.clock.now();
    for (const kind of subject.kinds.filter((each) => push.outstanding.includes(each))) {
      const saying = await subject.say(kind);
      if (saying === 'nothing') {
        push.drop([kind], now);
      } else if ('notBefore' in saying) {
        push.wait(saying.notBefore);
        return null;
      } else {
        return { kind, lease: push.take(kind, now), call: saying.call, access, trial };
      }
    }
    return null;
  }

  private async settle(subject: PushSubject, taken: Taken, outcome: Outcome<unknown>): Promise<'told' | 'given-up'> {
    const parked = await this.hear(subject.installationId, taken, outcome);
    const push = await subject.lock();
    if (push === null || !push.isTaken(taken.lease)) return 'told';
    const next = parked ?? (await this.judge(subject, push, taken, outcome));
    if (next === 'told' || next === 'given-up') push.finish(this.clock.now());
    else await this.again(subject, push, next.notBefore);
    await subject.save(push);
    if (next === 'told') await subject.told(taken.kind);
    return next === 'given-up' ? next : 'told';
  }

  /** What the outcome says about the installation as a whole. */
  private async hear(
    installationId: string,
    { trial }: Taken,
    outcome: Outcome<unknown>,
  ): Promise<{ readonly notBefore: Date } | null> {
    if (outcome.kind === 'installation-disabled' || outcome.kind === 'installation-gone')
      return { notBefore: await this.line.park(installationId, outcome) };
    if (trial === 'trial') await this.line.heard(installationId, outcome);
    return null;
  }

  private async judge(
    subject: PushSubject,
    { attempts }: OutstandingPush,
    { kind }: Taken,
    outcome: Outcome<unknown>,
  ): Promise<{ readonly notBefore: Date } | 'told' | 'given-up'> {
    if (outcome.kind === 'done') return 'told';
    if (outcome.kind === 'final') return subject.refused(kind, outcome);
    const afterMs = 'afterMs' in outcome ? outcome.afterMs : undefined;
    return { notBefore: this.clock.inSeconds((afterMs ?? backOffMs(attempts)) / 1_000) };
  }

  private async again(subject: PushSubject, push: OutstandingPush, notBefore: Date): Promise<void> {
    push.fail(notBefore);
    const seconds = Math.ceil((notBefore.getTime() - this.clock.now().getTime()) / 1_000);
    await subject.comeBack(Math.max(1, seconds));
  }
}
