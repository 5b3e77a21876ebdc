import { redirectTarget, isStorableText } from '../../platform/http/index.js';
import type { Hints } from './connect-flow.entity.js';

const LONGEST = 1_024;

/** What an address brings, unchecked. */
export type Query = Readonly<Record<string, unknown>>;

/** A value that came once and can be kept; null for any other. */
export function readText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST && isStorableText(value) ? value : null;
}

/** Reads what Vercel adds to the redirect URL (flows 9); `next` counts only on Vercel's own origin. */
export function readHints(query: Query, dashboardUrl: string): Hints {
  return {
    source: readText(query['source']) ?? 'unknown',
    configurationId: readText(query['configurationId']),
    next: redirectTarget(query['next'], [dashboardUrl])?.href ?? null,
    projectId: readText(query['currentProjectId']),
    externalId: readText(query['external-id']),
  };
}
