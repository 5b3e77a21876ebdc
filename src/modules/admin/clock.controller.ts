import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Operator } from '../../platform/auth/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Settings } from '../../platform/config/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { AccessRefused, InvalidInput } from '../../platform/errors/index.js';
import { Ticks } from '../../platform/jobs/index.js';
import { ADMIN_WRITE_FAILURES, Answers } from '../../platform/http/index.js';
import { AdvanceClockRequest, millisecondsOf } from './dto/advance-clock.request.js';
import { ClockResponse } from './dto/clock.response.js';

/** The simulated clock, for tests and demonstrations. */
@Controller('admin/v1/clock')
export class AdminClockController {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
    private readonly ticks: Ticks,
  ) {}

  /** Moves the time of all processes forwards, which they see within 5 s; what has become due is begun at once. 403 in production. */
  @Post()
  @HttpCode(200)
  @Answers({ status: 200, type: ClockResponse, description: 'The time as it is now' }, ADMIN_WRITE_FAILURES)
  @Operator('operate')
  async advance(@Body() { advance }: AdvanceClockRequest): Promise<ClockResponse> {
    if (this.settings.isProduction) throw new AccessRefused('production');
    await this.unitOfWork.run(async () => {
      const milliseconds = millisecondsOf(advance);
      const after = await this.clock.advance(milliseconds);
      if (after === null)
        throw new InvalidInput([{ key: 'advance', message: 'leads more than a hundred years ahead' }]);
      const details = { advance, time: { before: new Date(after.getTime() - milliseconds), after } };
      this.audit.append({ installationId: null, action: 'clock.advanced', subject: null, details });
    });
    await this.clock.refresh();
    await this.ticks.claimAll();
    return { now: this.clock.now().toISOString() };
  }
}
