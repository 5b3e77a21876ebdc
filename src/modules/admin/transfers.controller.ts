import { Controller, Get, Query } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { Clock } from '../../platform/clock/index.js';
import { InvalidInput } from '../../platform/errors/index.js';
import { ADMIN_READ_FAILURES, Answers, readPage } from '../../platform/http/index.js';
import { type ListedTransfer, TransferList } from '../transfers/index.js';
import { ListTransfersQuery } from './dto/list-relations.query.js';
import { type AdminTransferResponse, AdminTransfersResponse } from './dto/relation.response.js';
import { nextAfter, readKey } from './places.js';

const REFERENCE = /^[0-9a-f]{64}$/;

/** Transfers of resources between installations, for operators. */
@Controller('admin/v1/transfers')
export class AdminTransfersController {
  constructor(
    private readonly transfers: TransferList,
    private readonly clock: Clock,
  ) {}

  /** Claims, newest first, as long as they are kept. */
  @Get()
  @Answers({ status: 200, type: AdminTransfersResponse, description: 'A page of transfers' }, ADMIN_READ_FAILURES)
  @Operator('read')
  async list(@Query() query: ListTransfersQuery): Promise<AdminTransfersResponse> {
    const { installationId = null, state = null } = query;
    const page = readPage(query);
    const filter = { installationId, state, now: this.clock.now() };
    const found = await this.transfers.listPage(filter, readPlace(page.after), page.limit);
    const last = found.at(page.limit - 1);
    return { transfers: found.map(show), ...nextAfter(last && [last.createdAt.toISOString(), last.reference]) };
  }
}

function readPlace(after: string): { createdAt: Date; reference: string } | null {
  if (after === '') return null;
  const [instant = '', reference = ''] = readKey(after, 2);
  const createdAt = new Date(instant);
  const isInstant = !Number.isNaN(createdAt.getTime()) && createdAt.toISOString() === instant;
  if (isInstant && createdAt.getUTCFullYear() < 10_000 && REFERENCE.test(reference)) return { createdAt, reference };
  throw new InvalidInput([{ key: 'cursor', message: 'is not a cursor of this list' }]);
}

function show(transfer: ListedTransfer): AdminTransferResponse {
  const { reference, installationId, targetInstallationId, state, resourceIds } = transfer;
  const { createdAt, expiresAt, acceptedAt } = transfer;
  return {
    reference,
    installationId,
    ...(targetInstallationId === null ? {} : { targetInstallationId }),
    state,
    resourceIds: [...resourceIds],
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(acceptedAt === null ? {} : { acceptedAt: acceptedAt.toISOString() }),
  };
}
