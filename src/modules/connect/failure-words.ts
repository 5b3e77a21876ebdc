import type { Failure } from '#libs/vercel-api';

/** What a failure means to the customer who sees it. */
export function wordsFor(failure: Failure): string {
  if (failure.kind === 'installation-disabled')
    return 'Vercel has disabled this connection. An owner of the team can enable it again in the settings of the integration at Vercel; until then nothing changes.';
  if (failure.kind === 'installation-gone')
    return 'Vercel does not accept our access to this account any more. Connect it again.';
  if (failure.code === 'reach_unknown')
    return 'Vercel does not say which projects this connection may reach, so nothing is set in any. Choose them at Vercel, in the settings of the integration.';
  if (failure.kind !== 'final') return 'Vercel cannot be asked at the moment. It is tried again in a while.';
  if (failure.status === 404) return 'The project is not there, or the connection may not reach it.';
  if (failure.status === 403) return 'The connection lacks a permission that this needs. Confirm it at Vercel.';
  return `Vercel does not take it (${failure.code}).`;
}
