import { Controller, Get, Query } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { ADMIN_READ_FAILURES, Answers, cursorAfter, PageQuery, readPage } from '../../platform/http/index.js';
import { type PendingUninstall, UninstallRepository } from '../installations/index.js';
import { type HeldResource, ResourceRepository } from '../resources/index.js';
import type { AdminHeldResourceResponse, AdminUninstallResponse } from './dto/uninstall.response.js';
import { AdminUninstallsResponse } from './dto/uninstall.response.js';

const RESOURCES_SHOWN = 20;

/** Uninstalls for operators. */
@Controller('admin/v1/uninstalls')
export class AdminUninstallsController {
  constructor(
    private readonly uninstalls: UninstallRepository,
    private readonly resources: ResourceRepository,
  ) {}

  /** The uninstalls that are under way: how far, since when, and what they wait for. */
  @Get()
  @Answers({ status: 200, type: AdminUninstallsResponse, description: 'A page of uninstalls' }, ADMIN_READ_FAILURES)
  @Operator('read')
  async list(@Query() query: PageQuery): Promise<AdminUninstallsResponse> {
    const page = readPage(query);
    const found = await this.uninstalls.listPending(page.after, page.limit);
    const ids = found.map(({ installationId }) => installationId);
    const held = Map.groupBy(
      await this.resources.findHeld(ids, RESOURCES_SHOWN),
      ({ installationId }) => installationId,
    );
    const last = found.at(page.limit - 1);
    return {
      uninstalls: found.map((uninstall) => show(uninstall, held.get(uninstall.installationId) ?? [])),
      ...(last === undefined ? {} : { next: cursorAfter(last.installationId) }),
    };
  }
}

function show(uninstall: PendingUninstall, held: readonly HeldResource[]): AdminUninstallResponse {
  const { installationId, stage, stageSince, waitsFor, requestedAt, origin, reason, windowClosesAt, dueAt } = uninstall;
  return {
    installationId,
    stage,
    since: stageSince.toISOString(),
    ...(waitsFor === null ? {} : { waitsFor }),
    requestedAt: requestedAt.toISOString(),
    origin,
    ...(reason === null ? {} : { reason }),
    windowClosesAt: windowClosesAt.toISOString(),
    nextLookAt: dueAt.toISOString(),
    resourcesLeft: held[0]?.total ?? 0,
    resources: held.map(showResource),
  };
}

function showResource({ id, productSlug, since, attempts, problem, dueAt }: HeldResource): AdminHeldResourceResponse {
  return {
    id,
    productId: productSlug,
    ...(since === null ? {} : { since: since.toISOString() }),
    attempts,
    ...(problem === null ? {} : { problem }),
    ...(dueAt === null ? {} : { nextAttemptAt: dueAt.toISOString() }),
  };
}
