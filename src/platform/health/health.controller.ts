import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../auth/index.js';
import { HealthReport } from './health-report.js';

/** What the platform asks on the port of the API. */
@Controller('health')
@Public({ why: 'the platform asks without credentials, and learns nothing about tenants', cheap: true })
export class HealthController {
  constructor(private readonly report: HealthReport) {}

  @Get('live')
  live(): object {
    return this.report.live();
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<object> {
    const { status, body } = await this.report.ready();
    response.status(status);
    return body;
  }
}
