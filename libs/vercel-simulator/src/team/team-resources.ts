import type {
  BillingPlan,
  ListResourcesResponse,
  Metadata,
  PlansResponse,
  ProvisionResourceRequest,
  ProvisionResourceResponse,
  ReplBlock,
  ResourceBody,
  RotateSecretsResponse,
  UpdateResourceRequest,
} from '#libs/vercel-contract';
import type { PartnerAnswer } from '../partner/partner-answer.js';
import type { CallOptions, EitherCallOptions, PartnerClient } from '../partner/partner-client.js';
import type { HeldInstallation, HeldResource } from '../record/held.js';
import { holdResource, refuseOtherResource } from './hold-resource.js';
import { holdRotation } from './hold-rotation.js';
import { expectAnswer } from './unexpected-answer.js';

/** What the create form yields. */
export interface Purchase {
  readonly product: string;
  readonly plan: string;
  readonly name: string;
  readonly metadata?: Metadata;
  readonly externalId?: string;
}

/** Output of the console; status 400 is a command that failed. */
export interface ReplOutcome {
  readonly status: 200 | 400;
  readonly blocks: readonly ReplBlock[];
}

/** Why secrets are rotated, and for how many hours the old ones shall go on working. */
export interface Rotation extends EitherCallOptions {
  readonly reason?: string;
  readonly delayHours?: number;
}

/** What the members of a team do with resources; what the provider says goes into Vercel's record. */
export abstract class TeamResources {
  constructor(protected readonly partner: PartnerClient) {}

  /** The present installation; throws before the first one. Also there while its deletion is pending, and after. */
  abstract installation(): HeldInstallation;

  /** Makes a call that brings a plan, which the provider may bill before it has answered. */
  protected abstract whileComing<Result>(plan: string, call: () => Promise<Result>): Promise<Result>;

  /** Buys a resource; its secrets are in the answer. */
  async provision(purchase: Purchase, options: CallOptions = {}): Promise<HeldResource> {
    const installation = this.installation();
    const body = requestOf(purchase);
    const operation = `provision ${purchase.product} on ${purchase.plan}`;
    const send = (): Promise<PartnerAnswer> => this.partner.provisionResource(installation.id, body, options);
    const answer = await this.whileComing(body.billingPlanId, send);
    const resource = expectAnswer(operation, answer, [200]) as ProvisionResourceResponse;
    const { productId, name, billingPlanId: plan } = body;
    refuseOtherResource(operation, answer, { productId, name, plan }, installation);
    return holdResource(installation, resource, resource.secrets);
  }

  /** Reads a resource from the provider, as the dashboard does when it is opened. */
  async refresh(resourceId: string): Promise<HeldResource> {
    const installation = this.installation();
    const answer = await this.partner.getResource(installation.id, resourceId);
    return this.take(installation, `read ${resourceId}`, answer, { id: resourceId });
  }

  /** Reads several resources (none named: all) from the provider. */
  async listResources(ids: readonly string[] = []): Promise<readonly ResourceBody[]> {
    const answer = await this.partner.listResources(this.installation().id, ids);
    return (expectAnswer('list the resources', answer, [200]) as ListResourcesResponse).resources;
  }

  /** Plans that a resource may move to. */
  async resourcePlans(resourceId: string): Promise<readonly BillingPlan[]> {
    const answer = await this.partner.listResourcePlans(this.installation().id, resourceId);
    return (expectAnswer(`plans of ${resourceId}`, answer, [200]) as PlansResponse).plans;
  }

  /** Gives a resource another name. */
  rename(resourceId: string, name: string, options: CallOptions = {}): Promise<HeldResource> {
    return this.update(`rename ${resourceId}`, resourceId, { name }, options);
  }

  /** Puts a resource on another plan. */
  changePlan(resourceId: string, plan: string, options: CallOptions = {}): Promise<HeldResource> {
    return this.update(`change ${resourceId} to ${plan}`, resourceId, { billingPlanId: plan }, options);
  }

  /** Has the secrets replaced; with an asynchronous provider the new ones come later, by its own call. */
  async rotate(resourceId: string, { reason, delayHours, ...call }: Rotation = {}): Promise<HeldResource> {
    const installation = this.installation();
    const delay = delayHours === undefined ? {} : { delayOldSecretsExpirationHours: delayHours };
    const body = { ...(reason !== undefined && { reason }), ...delay };
    const outcome = await this.partner.rotateSecrets(installation.id, resourceId, body, call);
    const operation = `rotate the secrets of ${resourceId}`;
    const answer = expectAnswer(operation, outcome, [200, 202]) as RotateSecretsResponse | { readonly sync: false };
    return holdRotation(installation, resourceId, { operation, outcome, answer });
  }

  /** Runs a command in the resource's console. */
  async repl(
    resourceId: string,
    input: string,
    { readOnly, ...options }: CallOptions & { readonly readOnly?: boolean } = {},
  ): Promise<ReplOutcome> {
    const body = { input, ...(readOnly !== undefined && { readOnly }) };
    const answer = await this.partner.repl(this.installation().id, resourceId, body, options);
    const blocks = expectAnswer(`run ${JSON.stringify(input)}`, answer, [200, 400]) as readonly ReplBlock[];
    return { status: answer.status === 400 ? 400 : 200, blocks };
  }

  /** Deletes a resource at the provider, then at Vercel; a linked one at Vercel alone. */
  async remove(resourceId: string, options: EitherCallOptions = {}): Promise<void> {
    const installation = this.installation();
    if (installation.resources.get(resourceId)?.ownership === 'linked')
      return void installation.resources.delete(resourceId);
    expectAnswer(
      `delete ${resourceId}`,
      await this.partner.deleteResource(installation.id, resourceId, options),
      [204],
    );
    installation.resources.delete(resourceId);
  }

  private async update(
    operation: string,
    id: string,
    body: UpdateResourceRequest,
    options: CallOptions,
  ): Promise<HeldResource> {
    const installation = this.installation();
    const { name, billingPlanId } = body;
    const send = (): Promise<PartnerAnswer> => this.partner.updateResource(installation.id, id, body, options);
    const answer = await (billingPlanId === undefined ? send() : this.whileComing(billingPlanId, send));
    const plan = billingPlanId === undefined ? {} : { plan: billingPlanId };
    return this.take(installation, operation, answer, { id, ...plan, ...(name !== undefined && { name }) });
  }

  private take(
    installation: HeldInstallation,
    operation: string,
    answer: PartnerAnswer,
    wanted: Parameters<typeof refuseOtherResource>[2],
  ): HeldResource {
    const body = expectAnswer(operation, answer, [200]) as ResourceBody;
    refuseOtherResource(operation, answer, wanted, installation);
    return holdResource(installation, body);
  }
}

function requestOf({ product, plan, name, metadata = {}, externalId }: Purchase): ProvisionResourceRequest {
  return { productId: product, name, metadata, billingPlanId: plan, ...(externalId !== undefined && { externalId }) };
}
