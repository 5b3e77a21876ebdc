import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService } from '@nestjs/terminus';
import { Readiness } from './readiness.js';

/** The answer to the question whether traffic may come: 200, or 503 with the same report when something is missing. */
export interface HealthAnswer {
  readonly status: 200 | 503;
  readonly body: object;
}

/** Puts together what each part says of itself; the same on every port. */
@Injectable()
export class HealthReport {
  constructor(
    private readonly health: HealthCheckService,
    private readonly readiness: Readiness,
  ) {}

  /** Touches nothing, so that an outage of the database restarts nobody. */
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  async ready(): Promise<HealthAnswer> {
    try {
      const { readiness } = this;
      const parts = [() => readiness.process(), () => readiness.database(), () => readiness.keySet()];
      return { status: 200, body: await this.health.check(parts) };
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      return { status: 503, body: Object(error.getResponse()) as object };
    }
  }
}
