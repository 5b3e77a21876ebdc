import type { BillingPlan, Metadata, Notification, ResourceStatus, WireSecret } from '#libs/vercel-contract';
import { type Answer, refusal } from '../http/json-answer.js';
import { newInternalId } from '../ids.js';
import type { HeldResource } from '../record/held.js';
import { mergeSecrets } from '../record/merge-secrets.js';
import type { VercelCall } from './call.js';

interface ResourceFields {
  readonly name: string;
  readonly status: ResourceStatus;
  readonly metadata?: Metadata;
  readonly billingPlan?: BillingPlan;
  readonly notification?: Notification | null;
  readonly ownership?: HeldResource['ownership'];
}

interface ImportBody extends ResourceFields {
  readonly productId: string;
  readonly secrets?: readonly WireSecret[];
}

interface SecretsBody {
  readonly secrets: readonly WireSecret[];
  readonly partial?: boolean;
}

type UpdateBody = Partial<ResourceFields> & { readonly secrets?: readonly WireSecret[] | SecretsBody };

/** `GET …/resources`. */
export function listResources({ installation }: VercelCall): Answer {
  const resources = [...installation.resources.values()];
  return { status: 200, body: { resources: resources.map((held) => ({ partnerId: held.id, ...described(held) })) } };
}

/** `GET …/resources/{id}`; the id key is another than in the list. */
export function getResource(call: VercelCall): Answer {
  return withResource(call, (held) => ({ status: 200, body: { id: held.id, ...described(held) } }));
}

/** `PUT …/resources/{id}`: imports, or replaces what is there. */
export function importResource({ installation, values, body }: VercelCall): Answer {
  const given = body as ImportBody;
  const id = values['resourceId'] ?? '';
  const before = installation.resources.get(id);
  installation.resources.set(id, {
    id,
    internalId: before?.internalId ?? newInternalId(),
    productId: given.productId,
    ownership: given.ownership ?? before?.ownership ?? 'owned',
    name: given.name,
    status: given.status,
    metadata: given.metadata ?? before?.metadata ?? {},
    billingPlan: given.billingPlan ?? before?.billingPlan,
    notification: given.notification ?? undefined,
    protocolSettings: before?.protocolSettings,
    secrets: given.secrets ?? before?.secrets ?? [],
  });
  return { status: 200, body: { name: given.name } };
}

/** `PATCH …/resources/{id}`; secrets as a list replace all, as an object they may be partial. */
export function updateResource(call: VercelCall): Answer {
  return withResource(call, (held) => {
    const update = (call.body ?? {}) as UpdateBody;
    held.name = update.name ?? held.name;
    held.status = update.status ?? held.status;
    held.metadata = update.metadata ?? held.metadata;
    held.billingPlan = update.billingPlan ?? held.billingPlan;
    if (update.notification !== undefined) held.notification = update.notification ?? undefined;
    if (update.secrets) held.secrets = mergeSecrets(held.secrets, asSecretsBody(update.secrets));
    return { status: 200, body: { name: held.name } };
  });
}

/** `DELETE …/resources/{id}`: gone from Vercel only. */
export function deleteResource(call: VercelCall): Answer {
  return withResource(call, (held) => {
    call.installation.resources.delete(held.id);
    return { status: 204 };
  });
}

/** `PUT …/secrets`: replaces all secrets unless `partial`. */
export function updateSecrets(call: VercelCall): Answer {
  return withResource(call, (held) => {
    held.secrets = mergeSecrets(held.secrets, call.body as SecretsBody);
    return { status: 201 };
  });
}

function asSecretsBody(secrets: readonly WireSecret[] | SecretsBody): SecretsBody {
  return 'secrets' in secrets ? secrets : { secrets };
}

function withResource({ installation, values }: VercelCall, then: (held: HeldResource) => Answer): Answer {
  const held = installation.resources.get(values['resourceId'] ?? '');
  return held ? then(held) : refusal(404, 'not_found', `no resource ${values['resourceId']}`);
}

function described(held: HeldResource): object {
  const { internalId, name, productId, status, metadata, notification, protocolSettings } = held;
  const billingPlanId = held.billingPlan?.id;
  return { internalId, name, productId, status, metadata, billingPlanId, notification, protocolSettings };
}
