import { Controller, Get, Param, Query } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { ADMIN_READ_FAILURES, Answers, readPage } from '../../platform/http/index.js';
import { JobList } from '../../platform/jobs/index.js';
import { AdminJobResponse, AdminJobsResponse } from './dto/job.response.js';
import { ListJobsQuery } from './dto/list-jobs.query.js';
import { isUuid, nextOf, readPlace, showJob } from './job.view.js';

/** Jobs for operators. */
@Controller('admin/v1/jobs')
export class AdminJobsController {
  constructor(private readonly jobs: JobList) {}

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

  /** One job, as long as it is kept. */
  @Get(':id')
  @Answers({ status: 200, type: AdminJobResponse, description: 'The job' }, [...ADMIN_READ_FAILURES, 404])
  @Operator('read')
  async show(@Param('id') id: string): Promise<AdminJobResponse> {
    const job = isUuid(id) ? await this.jobs.find(id) : null;
    if (job === null) throw new NotFound('Job');
    return showJob(job);
  }
}
