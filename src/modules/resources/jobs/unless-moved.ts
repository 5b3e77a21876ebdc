import { NotFound } from '../../../platform/errors/index.js';
import type { ResourceRepository } from '../resource.repository.js';
import type { ResourceJobData } from './bring-forward.definition.js';

/** Does a step for a resource; that it went over to another installation meanwhile ends it, since there it has jobs of its own. */
export async function unlessMoved(
  resources: ResourceRepository,
  { installationId, resourceId }: ResourceJobData,
  step: () => Promise<void>,
): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof NotFound) || (await resources.find(installationId, resourceId)) !== null) throw error;
  }
}
