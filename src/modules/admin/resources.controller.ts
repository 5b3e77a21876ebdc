import { Controller, Get, Query } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { ADMIN_READ_FAILURES, Answers, cursorAfter, readPage } from '../../platform/http/index.js';
import { type Resource, ResourceRepository } from '../resources/index.js';
import { AdminResourcesResponse, type AdminResourceResponse } from './dto/resource.response.js';

/** Resources for operators. */
@Controller('admin/v1/resources')
export class AdminResourcesController {
  constructor(private readonly resources: ResourceRepository) {}

  /** All resources of all installations, removed ones included. */
  @Get()
  @Answers({ status: 200, type: AdminResourcesResponse, description: 'A page of resources' }, ADMIN_READ_FAILURES)
  @Operator('read')
  async list(@Query('cursor') cursor?: string, @Query('limit') limit?: string): Promise<AdminResourcesResponse> {
    const page = readPage({ cursor, limit });
    const found = await this.resources.listPage(page.after, page.limit);
    const last = found.at(page.limit - 1);
    return { resources: found.map(show), ...(last === undefined ? {} : { next: cursorAfter(last.id) }) };
  }
}

function show(resource: Resource): AdminResourceResponse {
  const { id, installationId, productSlug, planId, name, state, externalId, createdAt, removedAt } = resource;
  return {
    id,
    installationId,
    productId: productSlug,
    billingPlanId: planId,
    ownership: resource.isLinked ? 'linked' : 'owned',
    name,
    state,
    ...(externalId === null ? {} : { externalId }),
    createdAt: createdAt.toISOString(),
    ...(removedAt === null ? {} : { removedAt: removedAt.toISOString() }),
  };
}
