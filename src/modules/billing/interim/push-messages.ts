import { Injectable, Logger } from '@nestjs/common';
import type { PrepaymentBalance } from '#libs/vercel-contract';
import { type PeriodStatement, PeriodStatements, readFacts } from '../statements/index.js';
import { interimBody } from './interim-body.js';
import { hasEnded, type Telling } from './outlook.js';
import type { Message } from './push-calls.js';
import { PushedBalances } from './pushed-balances.js';

/** `needed`: what there is to tell; `data`: interim data in any case, since Vercel wants some before an invoice. */
export type Wanted = 'needed' | 'data';

interface Question {
  readonly telling: Telling;
  /** Null: it cannot be told what it costs. */
  readonly statement: PeriodStatement | null;
}

/** What there is to tell, of a whole batch at once. */
@Injectable()
export class PushMessages {
  private readonly logger = new Logger(PushMessages.name);

  constructor(
    private readonly statements: PeriodStatements,
    private readonly balances: PushedBalances,
  ) {}

  /** Null of those that nobody can rate: they do not hold up the others. */
  async compose(tellings: readonly Telling[], wanted: Wanted): Promise<ReadonlyMap<Telling, Message | null>> {
    const questions = await this.rate(tellings);
    const asking = questions.filter((question) => asksForBalances(question));
    const balances = await this.balances.of(asking.map(({ telling }) => telling.claim.installationId));
    const answers = questions.map((question) => [question.telling, messageOf(question, wanted, balances)] as const);
    return new Map(answers);
  }

  private async rate(tellings: readonly Telling[]): Promise<readonly Question[]> {
    if (tellings.length === 0) return [];
    try {
      const statements = await this.statements.from(tellings.map(factsOfDay));
      return tellings.map((telling, place) => ({ telling, statement: statements[place] ?? null }));
    } catch (error) {
      const [only] = tellings;
      if (only === undefined || tellings.length > 1) return this.rateEach(tellings);
      const { installationId } = only.claim;
      this.logger.error('What an installation costs cannot be told', { err: error, installationId });
      return [{ telling: only, statement: null }];
    }
  }

  private async rateEach(tellings: readonly Telling[]): Promise<readonly Question[]> {
    const questions: Question[] = [];
    for (const telling of tellings) questions.push(...(await this.rate([telling])));
    return questions;
  }
}

function factsOfDay({ claim, today: { period, day }, until }: Telling): ReturnType<typeof readFacts> {
  const leaving = claim.leftAt === null ? {} : { leavesAt: claim.leftAt };
  return readFacts({ installationId: claim.installationId, period, until, day, ...leaving }, claim.facts);
}

/** Only what there is now is told of them, so not once more when a day has ended. */
function asksForBalances({ telling, statement }: Question): boolean {
  if (statement === null || (hasEnded(telling) && telling.claim.leftAt === null)) return false;
  return statement.isPrepaid || telling.claim.hasBalances;
}

function messageOf(
  { telling, statement }: Question,
  wanted: Wanted,
  told: ReadonlyMap<string, readonly PrepaymentBalance[]>,
): Message | null {
  if (statement === null) return null;
  const { claim, today } = telling;
  const isTold = statement.isSubscribed || wanted === 'data';
  const balances = told.get(claim.installationId) ?? [];
  return {
    claim,
    data: isTold ? interimBody(statement, today, claim.claimed) : null,
    balances: balances.length === 0 ? null : balances,
  };
}
