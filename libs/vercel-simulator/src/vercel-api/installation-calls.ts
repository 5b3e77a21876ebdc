import type { BillingPlan, Notification, ResourceStatus } from '#libs/vercel-contract';
import { type Answer, refusal } from '../http/json-answer.js';
import type { VercelCall } from './call.js';

interface InstallationUpdate {
  readonly status?: ResourceStatus;
  readonly externalId?: string;
  readonly billingPlan?: BillingPlan;
  readonly notification?: Notification | null;
}

/** `PATCH /v1/installations/{id}`; a null notification clears it. */
export function updateInstallation({ installation, body }: VercelCall): Answer {
  const update = (body ?? {}) as InstallationUpdate;
  installation.status = update.status ?? installation.status;
  installation.externalId = update.externalId ?? installation.externalId;
  installation.billingPlan = update.billingPlan ?? installation.billingPlan;
  if (update.notification !== undefined) installation.notification = update.notification ?? undefined;
  return { status: 204 };
}

/** `GET …/account`. */
export function accountInfo({ installation }: VercelCall): Answer {
  return { status: 200, body: { contact: null, ...installation.account } };
}

/** `GET …/member/{memberId}`. */
export function memberInfo({ installation, values }: VercelCall): Answer {
  const member = installation.members.find(({ id }) => id === values['memberId']);
  return member
    ? { status: 200, body: { id: member.id, role: member.role } }
    : refusal(404, 'not_found', `no member ${values['memberId']}`);
}

interface EventBody {
  readonly event: { readonly type: 'installation.updated' | 'resource.updated'; readonly resourceId?: string };
}

/** `POST …/events`: Vercel answers and then reads the new state from the provider. */
export function createEvent({ installation, body, readAgain }: VercelCall): Answer {
  readAgain(installation, (body as EventBody).event.resourceId);
  return { status: 201 };
}
