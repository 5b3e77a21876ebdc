import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { ADMIN_WRITE_FAILURES, Answers } from '../../platform/http/index.js';
import { ComparisonRequests } from '../installations/index.js';
import { Suspensions } from '../resources/index.js';
import { ReasonRequest } from './dto/reason.request.js';
import { InstallationStandingResponse } from './dto/standing.response.js';
import { Standings } from './standings.service.js';

const STANDING = { status: 200, type: InstallationStandingResponse, description: 'Why it is out of use, if it is' };

/** What operators do to an installation. */
@Controller('admin/v1/installations/:installationId')
export class InstallationActionsController {
  constructor(
    private readonly suspensions: Suspensions,
    private readonly standings: Standings,
    private readonly comparisons: ComparisonRequests,
  ) {}

  /** Takes the installation and all its resources out of use; the products are told afterwards. */
  @Post('suspend')
  @Answers(STANDING, ADMIN_WRITE_FAILURES)
  @HttpCode(200)
  @Operator('operate')
  async suspend(
    @Param('installationId') given: string,
    @Body() { reason }: ReasonRequest,
  ): Promise<InstallationStandingResponse> {
    const id = Standings.readId(given, 'Installation');
    await this.suspensions.suspend(id, { cause: 'operator', message: reason });
    return this.standings.ofInstallation(id);
  }

  /** Takes back what an operator has said; what is out of use for another cause as well stays so. */
  @Post('resume')
  @Answers(STANDING, ADMIN_WRITE_FAILURES)
  @HttpCode(200)
  @Operator('operate')
  async resume(
    @Param('installationId') given: string,
    @Body() { reason }: ReasonRequest,
  ): Promise<InstallationStandingResponse> {
    const id = Standings.readId(given, 'Installation');
    await this.suspensions.resume(id, { cause: 'operator', message: reason });
    return this.standings.ofInstallation(id);
  }

  /** Has the installation compared with Vercel now and not only in the night; what differs and cannot be mended becomes a finding. */
  @Post('reconcile')
  @Answers({ status: 202, description: 'It will be compared' }, ADMIN_WRITE_FAILURES)
  @HttpCode(202)
  @Operator('operate')
  async reconcile(@Param('installationId') given: string, @Body() { reason }: ReasonRequest): Promise<void> {
    await this.comparisons.request(Standings.readId(given, 'Installation'), reason);
  }
}
