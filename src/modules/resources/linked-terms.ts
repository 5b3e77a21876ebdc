import type { Resource } from './resource.entity.js';

/** A linked resource as driver and Vercel are told of it. */
export type LinkedTerms = Pick<
  Resource,
  'installationId' | 'id' | 'productSlug' | 'driver' | 'planId' | 'name' | 'metadata' | 'linkedInstance' | 'revision'
>;
