import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Operator } from '../../platform/auth/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { NotFound } from '../../platform/errors/index.js';
import {
  ADMIN_READ_FAILURES,
  ADMIN_WRITE_FAILURES,
  Answers,
  BodyMayBeAbsent,
  readPage,
} from '../../platform/http/index.js';
import { type DeadFilter, DeadLetters, JobList, type Taken } from '../../platform/jobs/index.js';
import { DeadLettersRequest } from './dto/dead-letters.request.js';
import {
  AdminDeadLetterResponse,
  AdminDeadLettersResponse,
  AdminDeadLettersTakenResponse,
  AdminRequeuedResponse,
} from './dto/job.response.js';
import { ListDeadLettersQuery } from './dto/list-jobs.query.js';
import { ReasonRequest } from './dto/reason.request.js';
import { isUuid, nextOf, readPlace, showDeadLetter } from './job.view.js';

const PER_CALL = 200;

/** What a dead letter is after each. */
const AFTERWARDS = { 'job.requeued': 'waiting', 'job.discarded': 'discarded' } as const;
type DeadLetterAction = keyof typeof AFTERWARDS;

const TAKEN = { status: 200, type: AdminDeadLettersTakenResponse, description: 'How many' };

/** What was given up, for operators. */
@Controller('admin/v1/jobs/dead')
export class AdminDeadLettersController {
  constructor(
    private readonly jobs: JobList,
    private readonly deadLetters: DeadLetters,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  /** Jobs that were given up, and why, oldest first. */
  @Get()
  @Answers({ status: 200, type: AdminDeadLettersResponse, description: 'A page of dead letters' }, ADMIN_READ_FAILURES)
  @Operator('read')
  async list(@Query() query: ListDeadLettersQuery): Promise<AdminDeadLettersResponse> {
    const page = readPage(query);
    const found = await this.jobs.listDead(filterOf(query), readPlace(page.after), page.limit);
    return { jobs: found.map(showDeadLetter), ...nextOf(found.at(page.limit - 1)) };
  }

  /** One job that was given up. */
  @Get(':id')
  @Answers({ status: 200, type: AdminDeadLetterResponse, description: 'The dead letter' }, [
    ...ADMIN_READ_FAILURES,
    404,
  ])
  @Operator('read')
  async show(@Param('id') id: string): Promise<AdminDeadLetterResponse> {
    const letter = isUuid(id) ? await this.jobs.findDead(id) : null;
    if (letter === null) throw new NotFound('Dead letter');
    return showDeadLetter(letter);
  }

  /** Places the oldest of those that are meant again, at most 200 of them. */
  @Post('requeue')
  @HttpCode(200)
  @Answers(TAKEN, ADMIN_WRITE_FAILURES)
  @Operator('operate')
  requeueAll(@Body() request: DeadLettersRequest): Promise<AdminDeadLettersTakenResponse> {
    return this.takeAll('job.requeued', request, (filter) => this.deadLetters.requeueSome(filter, PER_CALL));
  }

  /** Gives the oldest of those that are meant up for good, at most 200 of them. */
  @Post('discard')
  @HttpCode(200)
  @Answers(TAKEN, ADMIN_WRITE_FAILURES)
  @Operator('operate')
  discardAll(@Body() request: DeadLettersRequest): Promise<AdminDeadLettersTakenResponse> {
    return this.takeAll('job.discarded', request, (filter) => this.deadLetters.discardSome(filter, PER_CALL));
  }

  /** Places a dead letter again, with all its tries; it is a dead letter no more. */
  @Post(':id/requeue')
  @HttpCode(202)
  @BodyMayBeAbsent(true)
  @Answers({ status: 202, type: AdminRequeuedResponse, description: 'The job it has become' }, ADMIN_WRITE_FAILURES)
  @Operator('operate')
  requeue(@Param('id') id: string): Promise<AdminRequeuedResponse> {
    return this.unitOfWork.run(async () => {
      const requeued = isUuid(id) ? await this.deadLetters.requeue(id) : null;
      if (requeued === null) throw new NotFound('Dead letter');
      this.note('job.requeued', requeued, { id: requeued.id, deadLetter: id });
      return { id: requeued.id, name: requeued.name };
    });
  }

  /** Gives a dead letter up for good. What it was about may be brought forward by the next tick nevertheless. */
  @Post(':id/discard')
  @HttpCode(204)
  @Answers({ status: 204, description: 'It is gone' }, ADMIN_WRITE_FAILURES)
  @Operator('operate')
  discard(@Param('id') id: string, @Body() { reason }: ReasonRequest): Promise<void> {
    return this.unitOfWork.run(async () => {
      const discarded = isUuid(id) ? await this.deadLetters.discard(id) : null;
      if (discarded === null) throw new NotFound('Dead letter');
      this.note('job.discarded', discarded, { id, reason, data: discarded.data });
    });
  }

  private takeAll(
    action: DeadLetterAction,
    { reason, ...filter }: DeadLettersRequest,
    take: (filter: DeadFilter) => Promise<readonly (Taken & { readonly id?: string })[]>,
  ): Promise<AdminDeadLettersTakenResponse> {
    return this.unitOfWork.run(async () => {
      const taken = await take(filterOf(filter));
      for (const letter of taken) {
        const { letterId, id = letterId, data } = letter;
        this.note(action, letter, { id, reason, deadLetter: letterId, data });
      }
      return { taken: taken.length, isMore: taken.length === PER_CALL };
    });
  }

  private note(
    action: DeadLetterAction,
    { name, data }: Taken,
    { id, ...details }: { id: string; [detail: string]: unknown },
  ): void {
    const installationId = typeof data['installationId'] === 'string' ? data['installationId'] : null;
    const state = { before: 'dead', after: AFTERWARDS[action] };
    this.audit.append({ installationId, action, subject: id, details: { name, ...details, state } });
  }
}

function filterOf({ lane, name, before }: Pick<ListDeadLettersQuery, 'lane' | 'name' | 'before'>): DeadFilter {
  return { lane: lane ?? null, name: name ?? null, before: before === undefined ? null : new Date(before) };
}
