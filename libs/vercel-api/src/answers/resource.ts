import { type Fields, isFields, maybeText, textOf } from './fields.js';

/** A resource as Vercel holds it; `id` is the provider's. Optional texts are whatever Vercel says, statuses included. */
export interface VercelResource {
  readonly id: string;
  readonly internalId: string;
  readonly name: string;
  readonly productId: string;
  readonly status?: string;
  readonly billingPlanId?: string;
  readonly metadata: Fields;
  readonly notification?: Fields;
}

/** The name under which Vercel holds a resource, which may be another than the one sent; absent where it did not say. */
export interface ResourceName {
  readonly name?: string;
}

/** Reads Get Resource. */
export function readResource(json: unknown): VercelResource | null {
  return isFields(json) ? described(json, 'id') : null;
}

/** Reads Get Resources, whose items have their id under another key; one bad item makes the list useless, for what is missing in it counts. */
export function readResources(json: unknown): readonly VercelResource[] | null {
  if (!isFields(json) || !Array.isArray(json['resources'])) return null;
  const items = json['resources'].map((item) => (isFields(item) ? described(item, 'partnerId') : null));
  const read = items.filter((item) => item !== null);
  return read.length === items.length ? read : null;
}

/** Reads the answer of an import or update; it took effect whatever it says. */
export function readResourceName(json: unknown): ResourceName {
  return isFields(json) ? maybeText(json, 'name') : {};
}

function described(fields: Fields, idKey: string): VercelResource | null {
  const id = textOf(fields, idKey);
  const internalId = textOf(fields, 'internalId');
  const name = textOf(fields, 'name');
  const productId = textOf(fields, 'productId');
  if (id === undefined || internalId === undefined || name === undefined || productId === undefined) return null;
  return {
    id,
    internalId,
    name,
    productId,
    ...maybeText(fields, 'status'),
    ...maybeText(fields, 'billingPlanId'),
    metadata: isFields(fields['metadata']) ? fields['metadata'] : {},
    ...(isFields(fields['notification']) ? { notification: fields['notification'] } : {}),
  };
}
