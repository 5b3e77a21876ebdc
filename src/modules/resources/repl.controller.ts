import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { Response } from 'express';
import type { ReplBlock } from '#libs/vercel-contract';
import type { SystemIdentity, UserIdentity } from '#libs/vercel-oidc';
import { Caller, InstallationId, ResourceRow, Roles, VercelAuth } from '../../platform/auth/index.js';
import type { ErrorAnswer } from '../../platform/errors/index.js';
import { Answers, AnswersErrorsAs, WRITE_FAILURES } from '../../platform/http/index.js';
import { InSteps } from '../../platform/idempotency/index.js';
import { REPL_BLOCKS, REPL_FAILURE } from './dto/repl-block.schema.js';
import { ReplRequest } from './dto/repl.request.js';
import { ReplService } from './repl.service.js';
import type { ResourceSnapshot } from './resource.view.js';

const RED = '#ff0000';

/** The contract wants a 400 of this route as blocks, every other failure as the usual error body. */
function asBlocks(answer: ErrorAnswer): { readonly status: number; readonly body: unknown } {
  if (answer.status !== 400) return answer;
  const text = { type: 'text', text: answer.body.error.message, color: RED };
  return { status: 400, body: [{ type: 'paragraph', children: [text] }] };
}

/** The console of the dashboard's resource page. */
@Controller('v1/installations/:installationId/resources/:resourceId/repl')
export class ReplController {
  constructor(private readonly repl: ReplService) {}

  /** Runs one command; 400 with the reason as blocks when it fails. */
  @Post()
  @ApiResponse({ status: 200, description: 'Output blocks', schema: REPL_BLOCKS })
  @ApiResponse({ status: 400, description: 'The input is faulty, or the command failed', schema: REPL_FAILURE })
  @Answers({ status: 200, description: 'Output blocks' }, WRITE_FAILURES)
  @HttpCode(200)
  @VercelAuth('user')
  @Roles('ADMIN', 'USER')
  @InSteps({ claims: 'before' })
  @AnswersErrorsAs(asBlocks)
  async run(
    @InstallationId() installationId: string,
    @ResourceRow() { id }: ResourceSnapshot,
    @Caller() caller: UserIdentity | SystemIdentity,
    @Body() body: ReplRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<readonly ReplBlock[]> {
    const role = caller.kind === 'user' ? caller.role : 'USER';
    const { succeeded, blocks } = await this.repl.run(installationId, id, body, role);
    if (!succeeded) response.status(400);
    return blocks;
  }
}
