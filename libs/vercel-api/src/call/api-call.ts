import type { VercelCore } from '@vercel/sdk/core.js';
import type { InstallationAccess } from '../access.js';
import type { Endpoint } from '../budget/published.js';
import type { PlainRequest } from './plain-request.js';

/** One call of the Vercel API, described. */
export interface ApiCall<Value> {
  readonly endpoint: Endpoint;
  /** Null: the call carries no token. */
  readonly access: InstallationAccess | null;
  /** Every id that goes into the path. */
  readonly ids: readonly string[];
  /** What the SDK's function is to have arrive at Vercel, key for key; absent where the call has no body. */
  readonly body?: object;
  /** The request, or the SDK's function that writes it; that gets the body without its nulls, which the SDK refuses. */
  readonly write: ((core: VercelCore) => Promise<unknown>) | PlainRequest;
  /** Makes the value of an answer's JSON (undefined: no body); null when it lacks what we rely on. Absent where nothing is to be read. */
  readonly read?: (json: unknown) => Value | null;
  /** GET, PUT, PATCH and DELETE set or tell a state, so repeating makes no difference; POST may take effect twice. */
  readonly repeatable: boolean;
  /** Whether the path names the installation alone, so that a 404 is the installation's own. */
  readonly namesInstallationAlone: boolean;
  /** Secrets that the body carries, to be kept out of what a failure tells. */
  readonly hidden?: readonly string[];
}
