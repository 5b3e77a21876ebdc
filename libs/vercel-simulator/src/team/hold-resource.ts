import type { ResourceBody, WireSecret } from '#libs/vercel-contract';
import { newInternalId } from '../ids.js';
import type { PartnerAnswer } from '../partner/partner-answer.js';
import type { HeldInstallation, HeldResource } from '../record/held.js';
import { UnexpectedAnswer } from './unexpected-answer.js';

/** Takes over what the provider says about a resource; secrets stay when none are given. */
export function holdResource(
  installation: HeldInstallation,
  body: ResourceBody,
  secrets?: readonly WireSecret[],
): HeldResource {
  const before = installation.resources.get(body.id);
  const held: HeldResource = {
    id: body.id,
    internalId: before?.internalId ?? newInternalId(),
    productId: body.productId,
    ownership: before?.ownership ?? 'owned',
    name: body.name,
    metadata: body.metadata,
    status: body.status,
    billingPlan: body.billingPlan,
    notification: body.notification,
    protocolSettings: body.protocolSettings,
    secrets: secrets ?? before?.secrets ?? [],
  };
  installation.resources.set(body.id, held);
  return held;
}

/** Breaches that only Vercel's record can show: another resource than asked for, or no plan where one is due. */
export function refuseOtherResource(
  operation: string,
  answer: PartnerAnswer,
  wanted: Readonly<Partial<Pick<ResourceBody, 'id' | 'productId' | 'name'>>> & { readonly plan?: string },
  installation: HeldInstallation,
): void {
  const body = answer.body as ResourceBody;
  const came = { id: body.id, productId: body.productId, name: body.name, plan: body.billingPlan?.id };
  const faults = (['id', 'productId', 'name', 'plan'] as const)
    .filter((key) => wanted[key] !== undefined && !same(key, wanted[key], came[key], installation))
    .map((key) => `${key} is ${String(came[key])} instead of ${String(wanted[key])}`);
  const planless = body.billingPlan === undefined && installation.billingPlan === undefined;
  if (planless) faults.push('billingPlan is missing, though the installation has no plan of its own');
  if (faults.length > 0) throw new UnexpectedAnswer(operation, 'the resource that was asked for', answer, faults);
}

function same(key: string, wanted: unknown, came: unknown, installation: HeldInstallation): boolean {
  const byInstallation = key === 'plan' && came === undefined && installation.billingPlan?.id === wanted;
  return wanted === came || byInstallation;
}
