export { kustomize } from './kustomize.js';
export type { Manifest } from './manifest.js';
export { schemaFaults } from './schema.js';
