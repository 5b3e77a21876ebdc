import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { UsageKey } from '../../platform/auth/index.js';
import { Answers, ReadsBodyAs } from '../../platform/http/index.js';
import { USAGE_EVENTS } from './dto/usage-event.schema.js';
import { UsageResultsResponse } from './dto/usage-results.response.js';
import { USAGE_BATCH, USAGE_TYPES } from './usage-batch.js';
import { UsageService } from './usage.service.js';

/** Where the provider's meters tell what was used. */
@Controller('usage/v1/events')
export class UsageController {
  constructor(private readonly usage: UsageService) {}

  /** Counts events, each once; what it answers is durable, also when every item is refused. */
  @Post()
  @HttpCode(200)
  @ApiConsumes(...USAGE_TYPES)
  @ApiBody({ schema: USAGE_EVENTS })
  @ReadsBodyAs(USAGE_BATCH)
  @Answers(
    { status: 200, type: UsageResultsResponse, description: 'What has become of each item, in their order' },
    [400, 401, 403, 413, 415, 429, 503],
  )
  @UsageKey()
  async take(@Body() batch: unknown): Promise<UsageResultsResponse> {
    return { results: await this.usage.take(batch as readonly unknown[]) };
  }
}
