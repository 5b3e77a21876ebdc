import { Controller, Get, Param, Query } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { InvalidInput, NotFound } from '../../platform/errors/index.js';
import { ADMIN_READ_FAILURES, Answers, readPage } from '../../platform/http/index.js';
import {
  ReconciliationLog,
  type ReconciliationRun,
  ReconciliationRunRepository,
  type RunPlace,
} from '../installations/index.js';
import { showEntry } from './audit.view.js';
import { ListRunsQuery } from './dto/list-runs.query.js';
import {
  AdminReconciliationRunDetailsResponse,
  type AdminReconciliationRunResponse,
  AdminReconciliationRunsResponse,
} from './dto/reconciliation.response.js';
import { nextAfter, readKey } from './places.js';

/** As a type of its own: what is spread is no instance. */
type Shown = Pick<AdminReconciliationRunResponse, keyof AdminReconciliationRunResponse>;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What comparisons with Vercel came to, for operators. */
@Controller('admin/v1/reconciliation/runs')
export class AdminReconciliationRunsController {
  constructor(
    private readonly runs: ReconciliationRunRepository,
    private readonly log: ReconciliationLog,
  ) {}

  /**
   * Comparisons of installations with Vercel, newest first: of each installation the last one, and those of the last 30 days that had something to tell.
   * @remarks A run in which nothing was found, mended or refused is replaced by the next one of its installation.
   */
  @Get()
  @Answers({ status: 200, type: AdminReconciliationRunsResponse, description: 'A page of runs' }, ADMIN_READ_FAILURES)
  @Operator('read')
  async list(@Query() query: ListRunsQuery): Promise<AdminReconciliationRunsResponse> {
    const page = readPage(query);
    const { installationId = null, cause = null, outcome = null } = query;
    const found = await this.runs.listPage({ installationId, cause, outcome }, readPlace(page.after), page.limit);
    const last = found.at(page.limit - 1);
    return { runs: found.map(show), ...nextAfter(last && [last.begunAt.toISOString(), last.id]) };
  }

  /** One of them, with what was found and what was mended. */
  @Get(':id')
  @Answers({ status: 200, type: AdminReconciliationRunDetailsResponse, description: 'The run' }, [
    ...ADMIN_READ_FAILURES,
    404,
  ])
  @Operator('read')
  async show(@Param('id') id: string): Promise<AdminReconciliationRunDetailsResponse> {
    if (!UUID.test(id)) throw new NotFound('Reconciliation run');
    const run = await this.runs.get(id);
    const repaired = await this.log.repairs(run);
    return { ...show(run), found: [...run.found], repaired: repaired.map(showEntry) };
  }
}

function readPlace(after: string): RunPlace | null {
  if (after === '') return null;
  const [text = '', id = ''] = readKey(after, 2);
  const begunAt = new Date(text);
  const isOrdinary = /^\d{4}-/.test(text) && !Number.isNaN(begunAt.getTime());
  if (isOrdinary && UUID.test(id) && begunAt.toISOString() === text) return { begunAt, id };
  throw new InvalidInput([{ key: 'cursor', message: 'is not a cursor of this list' }]);
}

function show(run: ReconciliationRun): Shown {
  const { id, installationId, cause, begunAt, endedAt, outcome, problem, foundCount, repairedCount, requestId } = run;
  return {
    id,
    installationId,
    cause,
    begunAt: begunAt.toISOString(),
    endedAt: endedAt.toISOString(),
    outcome,
    ...(problem === null ? {} : { problem }),
    foundCount,
    repairedCount,
    ...(requestId === null ? {} : { requestId }),
  };
}
