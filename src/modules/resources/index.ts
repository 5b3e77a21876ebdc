export { Ordering } from './ordering.js';
export type { Resource } from './resource.entity.js';
export { ResourceHandover } from './resource-handover.js';
export { ResourcePushes } from './resource-pushes.service.js';
export { type HeldResource, ResourceRepository } from './resource.repository.js';
export { ResourcesModule } from './resources.module.js';
export { Onboarding } from './onboarding.service.js';
export { Retries } from './retries.service.js';
export { Suspensions } from './suspensions.service.js';
