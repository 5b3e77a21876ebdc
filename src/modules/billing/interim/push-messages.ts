import { Injectable, Logger } from '@nestjs/common';
import { type PeriodStatement, PeriodStatements, readFacts } from '../statements/index.js';
import { interimBody } from './interim-body.js';
import { hasEnded, type Telling } from './outlook.js';
import type { Message } from './push-calls.js';

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

  constructor(private readonly statements: PeriodStatements) {}

  /** Null of those that nobody can rate: they do not hold up the others. */
  async compose(tellings: readonly Telling[], wanted: Wanted): Promise<ReadonlyMap<Telling, Message | null>> {
    const questions = await this.rate(tellings);
    return new Map(questions.map((question) => [question.telling, messageOf(question, wanted)] as const));
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
function tellsBalances(telling: Telling, statement: PeriodStatement): boolean {
  if (hasEnded(telling) && telling.claim.leftAt === null) return false;
  return statement.isPrepaid || telling.claim.hasBalances;
}

function messageOf({ telling, statement }: Question, wanted: Wanted): Message | null {
  if (statement === null) return null;
  const { claim, today } = telling;
  const isTold = statement.isSubscribed || wanted === 'data';
  const hasBalances = claim.balances.length > 0 && tellsBalances(telling, statement);
  return {
    claim,
    data: isTold ? interimBody(statement, today, claim.claimed) : null,
    balances: hasBalances ? claim.balances : null,
  };
}
