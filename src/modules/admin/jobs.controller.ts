import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Operator } from '../../platform/auth/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { InvalidInput, NotFound } from '../../platform/errors/index.js';
import {
  ADMIN_READ_FAILURES,
  ADMIN_WRITE_FAILURES,
  Answers,
  BodyMayBeAbsent,
  cursorAfter,
  readPage,
} from '../../platform/http/index.js';
import {
  type DeadLetter,
  DeadLetters,
  FIRST_PLACE,
  JobList,
  type JobPlace,
  type ListedJob,
} from '../../platform/jobs/index.js';
import {
  type AdminDeadLetterResponse,
  AdminDeadLettersResponse,
  type AdminJobResponse,
  AdminJobsResponse,
  AdminRequeuedResponse,
} from './dto/job.response.js';
import { ListDeadLettersQuery, ListJobsQuery } from './dto/list-jobs.query.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PLACE = /^(\d{1,17}) ([0-9a-f-]{36})$/;

/** Jobs for operators. */
@Controller('admin/v1/jobs')
export class AdminJobsController {
  constructor(
    private readonly jobs: JobList,
    private readonly deadLetters: DeadLetters,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  /** Jobs of all lanes, oldest first; those that have ended are kept for a day. */
  @Get()
  @Answers({ status: 200, type: AdminJobsResponse, description: 'A page of jobs' }, ADMIN_READ_FAILURES)
  @Operator('read')
  async list(@Query() query: ListJobsQuery): Promise<AdminJobsResponse> {
    const { lane = null, state = null, name = null } = query;
    const page = readPage(query);
    const found = await this.jobs.listPage({ lane, state, name }, readPlace(page.after), page.limit);
    return { jobs: found.map(showJob), ...nextOf(found.at(page.limit - 1)) };
  }

  /** Jobs that were given up, and why, oldest first. */
  @Get('dead')
  @Answers({ status: 200, type: AdminDeadLettersResponse, description: 'A page of dead letters' }, ADMIN_READ_FAILURES)
  @Operator('read')
  async listDead(@Query() query: ListDeadLettersQuery): Promise<AdminDeadLettersResponse> {
    const page = readPage(query);
    const found = await this.jobs.listDead(readPlace(page.after), page.limit);
    return { jobs: found.map(showDeadLetter), ...nextOf(found.at(page.limit - 1)) };
  }

  /** Places a dead letter again, with all its tries; it is a dead letter no more. */
  @Post('dead/:id/requeue')
  @HttpCode(202)
  @BodyMayBeAbsent(true)
  @Answers({ status: 202, type: AdminRequeuedResponse, description: 'The job it has become' }, ADMIN_WRITE_FAILURES)
  @Operator('operate')
  requeue(@Param('id') id: string): Promise<AdminRequeuedResponse> {
    return this.unitOfWork.run(async () => {
      const requeued = UUID.test(id) ? await this.deadLetters.requeue(id) : null;
      if (requeued === null) throw new NotFound('Dead letter');
      const { name, data } = requeued;
      const installationId = typeof data['installationId'] === 'string' ? data['installationId'] : null;
      const details = { name, deadLetter: id };
      this.audit.append({ installationId, action: 'job.requeued', subject: requeued.id, details });
      return { id: requeued.id, name };
    });
  }
}

function nextOf(last: JobPlace | undefined): { next?: string } {
  return last === undefined ? {} : { next: cursorAfter(`${last.placedMicros} ${last.id}`) };
}

function readPlace(after: string): JobPlace {
  if (after === '') return FIRST_PLACE;
  const [, placedMicros, id = ''] = PLACE.exec(after) ?? [];
  if (placedMicros !== undefined && UUID.test(id)) return { placedMicros, id };
  throw new InvalidInput([{ key: 'cursor', message: 'is not a cursor of this list' }]);
}

function showJob({
  id,
  lane,
  name,
  data,
  state,
  tries,
  placedAt,
  dueAt,
  endedAt,
  reason,
}: ListedJob): AdminJobResponse {
  return {
    id,
    lane,
    name: name ?? 'unknown',
    data: data ?? {},
    state,
    tries,
    placedAt: placedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    ...(endedAt === null ? {} : { endedAt: endedAt.toISOString() }),
    ...(reason === null ? {} : { reason }),
  };
}

function showDeadLetter(letter: DeadLetter): AdminDeadLetterResponse {
  const { id, lane, name, data, tries, placedAt, diedAt, reason } = letter;
  return {
    id,
    ...(lane === null ? {} : { lane }),
    name: name ?? 'unknown',
    data: data ?? {},
    tries,
    ...(placedAt === null ? {} : { placedAt: placedAt.toISOString() }),
    diedAt: diedAt.toISOString(),
    reason: reason ?? 'unknown',
  };
}
