import { Injectable } from '@nestjs/common';
import { Sql } from '../../../platform/database/index.js';
import { type BillingFacts, type FactsJson, factsOf, readFacts, type StatementRequest } from './facts.js';

const READ = {
  name: 'billing-read-facts',
  text: `SELECT r.place, ${factsOf('r.installation_id', 'r.start_at', 'r.end_at')} AS facts
    FROM unnest($1::integer[], $2::text[], $3::timestamptz[], $4::timestamptz[]) AS r (place, installation_id, start_at, end_at)`,
};

/** Who was on which plan, and what is taken off. */
@Injectable()
export class FactsRepository {
  constructor(private readonly sql: Sql) {}

  /** Of any number of requests, in their order, in one statement. */
  async read(requests: readonly StatementRequest[]): Promise<readonly BillingFacts[]> {
    const values = [
      requests.map((_request, place) => place),
      requests.map(({ installationId }) => installationId),
      requests.map(({ period }) => period.start.toISOString()),
      requests.map(({ period }) => period.end.toISOString()),
    ];
    const rows = await this.sql.rows<{ place: number; facts: FactsJson }>({ ...READ, values });
    const byPlace = new Map(rows.map(({ place, facts }) => [place, facts]));
    return requests.map((request, place) => readFacts(request, byPlace.get(place) ?? { times: [], reductions: [] }));
  }
}
