import { Injectable } from '@nestjs/common';
import type { ErrorResponse, ProvisionResourceResponse } from '#libs/vercel-contract';
import { Conflict, errorAnswer } from '../../platform/errors/index.js';
import { digestOf, OncePerKey } from '../../platform/idempotency/index.js';
import type { ProvisionResourceRequest } from './dto/provision-resource.request.js';
import { ProvisioningService } from './provisioning.service.js';

const OK = 200;

/** Purchases that come from a page of ours instead of from Vercel, on the same terms. */
@Injectable()
export class Purchases {
  constructor(
    private readonly oncePerKey: OncePerKey,
    private readonly provisioning: ProvisioningService,
  ) {}

  /** The id of the resource, the same for the same key however often it is asked for. @throws as a purchase by Vercel does */
  async buy(installationId: string, key: string, request: ProvisionResourceRequest): Promise<string> {
    const keyDigest = digestOf('purchase', key);
    const keyed = { installationId, keyDigest, bodyDigest: digestOf(JSON.stringify(request)) };
    const run = async (): Promise<{ status: number; body: unknown }> => ({
      status: OK,
      body: await this.provisioning.provision(installationId, request),
    });
    const { answer } = await this.oncePerKey.run(keyed, { claimsItself: true, run, renderError: errorAnswer });
    if (answer.status === OK) return (answer.body as ProvisionResourceResponse).id;
    const { message, user } = (answer.body as ErrorResponse).error;
    const words = user?.message;
    throw new Conflict(message, words === undefined ? {} : { user: { message: words } });
  }
}
