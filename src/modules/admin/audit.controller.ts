import { Readable } from 'node:stream';
import { Controller, Get, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { type AuditFilter, AuditLog, type AuditPlace } from '../../platform/audit/index.js';
import { Operator } from '../../platform/auth/index.js';
import { InvalidInput } from '../../platform/errors/index.js';
import { ADMIN_READ_FAILURES, Answers, type AppRequest, cursorAfter, readPage } from '../../platform/http/index.js';
import { showEntry } from './audit.view.js';
import { AdminAuditEntryResponse, AdminAuditResponse } from './dto/audit.response.js';
import { ListAuditQuery } from './dto/list-audit.query.js';

const LINES = 'application/x-ndjson';
const PLACE = /^(\d{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Who did what, for operators. */
@Controller('admin/v1/audit')
@ApiExtraModels(AdminAuditResponse, AdminAuditEntryResponse)
export class AdminAuditController {
  constructor(private readonly log: AuditLog) {}

  /** The audit log, newest first, page by page; with `Accept: application/x-ndjson` all that is meant at once, one entry a line. */
  @Get()
  @Answers({ status: 200, description: 'Entries' }, ADMIN_READ_FAILURES)
  @ApiResponse({
    status: 200,
    description: 'A page of entries; as lines all of them, `cursor` and `limit` left aside',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(AdminAuditResponse) } },
      [LINES]: { schema: { $ref: getSchemaPath(AdminAuditEntryResponse) } },
    },
  })
  @Operator('read')
  async list(@Query() query: ListAuditQuery, @Req() request: AppRequest): Promise<AdminAuditResponse | StreamableFile> {
    const page = readPage(query);
    const after = readPlace(page.after);
    const filter = filterOf(query);
    if (request.headers.accept?.includes(LINES) === true) return this.lines(filter);
    const found = await this.log.search(filter, after, page.limit);
    const last = found.at(page.limit - 1);
    const next = last === undefined ? {} : { next: cursorAfter(`${last.at.getTime()} ${last.id}`) };
    return { entries: found.map(showEntry), ...next };
  }

  private lines(filter: AuditFilter): StreamableFile {
    return new StreamableFile(Readable.from(linesOf(this.log, filter)), { type: LINES });
  }
}

async function* linesOf(log: AuditLog, filter: AuditFilter): AsyncGenerator<string, void, void> {
  for await (const entry of log.all(filter)) yield `${JSON.stringify(showEntry(entry))}\n`;
}

function filterOf(query: ListAuditQuery): AuditFilter {
  const { installationId, action, actorKind, actorId, subject, requestId, from, to } = query;
  return {
    installationId: installationId ?? null,
    action: action ?? null,
    actorKind: actorKind ?? null,
    actorId: actorId ?? null,
    subject: subject ?? null,
    requestId: requestId ?? null,
    from: from === undefined ? null : new Date(from),
    to: to === undefined ? null : new Date(to),
  };
}

function readPlace(after: string): AuditPlace | null {
  if (after === '') return null;
  const [, milliseconds, id] = PLACE.exec(after) ?? [];
  const at = new Date(Number(milliseconds));
  if (id !== undefined && at.getUTCFullYear() < 10_000) return { at, id };
  throw new InvalidInput([{ key: 'cursor', message: 'is not a cursor of this list' }]);
}
