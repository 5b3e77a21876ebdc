import type { ResourceConnection } from '../resources/index.js';
import { minute, type Moment } from './format.js';
import { resourcePath } from './resource-head.js';

/** A project that uses, or has used, a resource. */
export interface ConnectionLine {
  readonly name: string;
  readonly projectId: string;
  readonly path: string;
  readonly targets: string;
  readonly isConnected: boolean;
  readonly since: Moment;
}

/** Puts it in words. */
export function lineOf({
  resourceId,
  projectId,
  projectName,
  targets,
  state,
  stateSince,
}: ResourceConnection): ConnectionLine {
  return {
    name: projectName ?? projectId,
    projectId,
    path: `${resourcePath(resourceId, 'connections')}/${encodeURIComponent(projectId)}`,
    targets: targets.length === 0 ? 'none' : targets.join(', '),
    isConnected: state === 'connected',
    since: minute(stateSince),
  };
}
