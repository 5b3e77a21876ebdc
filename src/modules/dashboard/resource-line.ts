import type { Badge } from './badges.js';
import type { OwnResource } from './own-resources.service.js';
import { resourcePath } from './resource-head.js';

/** A resource in a list. */
export interface ResourceLine {
  readonly name: string;
  readonly path: string;
  readonly productName: string;
  readonly planName: string;
  readonly status: Badge;
}

/** A resource as lists show it. */
export function resourceLine({ resource, productName, planName, status }: OwnResource): ResourceLine {
  return { name: resource.name, path: resourcePath(resource.id), productName, planName, status };
}
