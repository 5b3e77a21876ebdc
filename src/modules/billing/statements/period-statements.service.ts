import { Injectable } from '@nestjs/common';
import { type Measured, UsageReader, type UsageSpan } from '../../usage/index.js';
import type { BillingFacts, StatementRequest } from './facts.js';
import { FactsRepository } from './facts.repository.js';
import { type FigureSpan, figureOf, figureSpansOf } from './figures.js';
import { type PricedTime, pricedTimes, rateTimes } from './priced-times.js';
import type { PeriodStatement } from './statement.js';
import { Tariffs } from './tariffs.js';

/** One request with what has to be measured for it. */
interface Question {
  readonly facts: BillingFacts;
  readonly times: readonly PricedTime[];
  readonly figures: readonly FigureSpan[];
}

/** What installations cost. It writes and sends nothing. */
@Injectable()
export class PeriodStatements {
  constructor(
    private readonly facts: FactsRepository,
    private readonly usage: UsageReader,
    private readonly tariffs: Tariffs,
  ) {}

  /** Of any number of requests, in their order, in two statements for all. */
  async of(requests: readonly StatementRequest[]): Promise<readonly PeriodStatement[]> {
    return this.from(await this.facts.read(requests));
  }

  /** The same for whoever has the facts already, in one statement. */
  async from(all: readonly BillingFacts[]): Promise<readonly PeriodStatement[]> {
    const questions = all.map((facts) => this.questionOf(facts));
    const asked: { readonly about: object; readonly span: Omit<UsageSpan, 'place'> }[] = questions.flatMap(spansOf);
    const spans = asked.map(({ span }, place) => ({ ...span, place }));
    const told = await this.usage.measure(spans);
    const measured = Map.groupBy(told, ({ place }) => asked[place]?.about ?? {});
    return questions.map((question) => this.answer(question, measured));
  }

  private questionOf(facts: BillingFacts): Question {
    const times = pricedTimes(facts, (time) => this.tariffs.of(time));
    return { facts, times, figures: figureSpansOf(facts) };
  }

  private answer({ facts, times, figures }: Question, measured: ReadonlyMap<object, Measured[]>): PeriodStatement {
    const { installationId, period, until } = facts;
    const of = (isPrepaid: boolean): readonly PricedTime[] =>
      times.filter(({ priced }) => priced.isPrepaid === isPrepaid);
    const [subscription, prepaid] = [rateTimes(facts, of(false), measured), rateTimes(facts, of(true), measured)];
    const unknown = facts.times.filter((time) => this.tariffs.of(time).kind === 'unknown');
    const unpriced = [...unknown, ...subscription.beyond, ...prepaid.beyond];
    return {
      installationId,
      period,
      until,
      isSubscribed: unknown.length > 0 || of(false).length > 0,
      isPrepaid: of(true).length > 0,
      times: facts.times,
      subscription: subscription.rated,
      prepaid: prepaid.rated,
      figures: figures.flatMap((figure) => figureOf(figure, this.tariffs, measured)),
      unpriced,
    };
  }
}

/** What is to be measured for a question, and what for: each time on a plan with meters, and the spans of the figures. */
function spansOf({ facts, times, figures }: Question): {
  readonly about: object;
  readonly span: Omit<UsageSpan, 'place'>;
}[] {
  const { installationId } = facts;
  const rated = times
    .filter(({ priced }) => priced.tariff.pricing.meters.length > 0)
    .map((about) => ({
      about,
      span: { installationId, subject: about.time.resourceId ?? installationId, ...about.span },
    }));
  const shown = figures.flatMap(({ resourceId, day, period }) =>
    [day, period].map((about) => ({
      about,
      span: { installationId, subject: resourceId ?? installationId, ...about },
    })),
  );
  return [...rated, ...shown];
}
