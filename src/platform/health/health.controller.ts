import { Controller, Get, Res, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService } from '@nestjs/terminus';
import type { Response } from 'express';
import { Public } from '../auth/index.js';
import { Readiness } from './readiness.js';

/** What the platform asks; liveness never touches the database, so that its outage restarts nobody. */
@Controller('health')
@Public({ why: 'the platform asks without credentials, and learns nothing about tenants' })
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly readiness: Readiness,
  ) {}

  @Get('live')
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /** 503 with the same report when something is missing: the operator reads there what it is. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<object> {
    try {
      return await this.health.check([
        () => this.readiness.process(),
        () => this.readiness.database(),
        () => this.readiness.keySet(),
      ]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      response.status(503);
      return Object(error.getResponse()) as object;
    }
  }
}
