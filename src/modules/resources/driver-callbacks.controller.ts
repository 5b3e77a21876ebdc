import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiHeader, ApiParam } from '@nestjs/swagger';
import { DriverSignature } from '../../platform/auth/index.js';
import { Answers } from '../../platform/http/index.js';
import { OperationReportRequest } from './dto/operation-report.request.js';
import { OperationReports } from './operation-reports.service.js';

/** Where the provider's product reports the end of what it had accepted. */
@Controller('drivers/v1/callbacks')
export class DriverCallbacksController {
  constructor(private readonly reports: OperationReports) {}

  /** Takes the end of an operation, once; a repeat of the same report is 204 as well. */
  @Post(':operation')
  @HttpCode(204)
  @Answers({ status: 204, description: 'On record, now or by an earlier report' }, [400, 403, 404, 409, 413, 415, 503])
  @DriverSignature()
  @ApiParam({ name: 'operation', description: 'Id of the operation, as the call named it' })
  @ApiHeader({ name: 'webhook-id', required: true, description: 'Id of the message, without a full stop' })
  @ApiHeader({ name: 'webhook-timestamp', required: true, description: 'Seconds since 1970, at most 300 from now' })
  @ApiHeader({ name: 'webhook-signature', required: true, description: '`v1,` and base64 of the HMAC-SHA256' })
  take(@Param('operation') operation: string, @Body() body: OperationReportRequest): Promise<void> {
    return this.reports.take(operation, body);
  }
}
