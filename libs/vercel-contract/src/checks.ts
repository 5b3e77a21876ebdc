import { type AnswerToCheck, checkAnswer } from './openapi/answer-check.js';
import { partnerDocument } from './openapi/partner-document.js';
import { checkRequest, type RequestToCheck } from './openapi/request-check.js';
import { vercelDocument } from './openapi/vercel-document.js';

/**
 * Faults of a provider's answer against the partner API, in words; none when it is as documented. `path` is relative to the
 * base URL. A path that is not in the contract may only be answered by 404, another method only by 405.
 */
export function checkPartnerAnswer(answer: AnswerToCheck): string[] {
  return checkAnswer(partnerDocument(), answer);
}

/** Faults of a request to a provider against the partner API, in words. */
export function checkPartnerRequest(request: RequestToCheck): string[] {
  return checkRequest(partnerDocument(), request);
}

/** Faults of a request to Vercel against the Vercel API as of 2026, in words. */
export function checkVercelRequest(request: RequestToCheck): string[] {
  return checkRequest(vercelDocument(), request);
}
