/** A browser that is not used for so long is signed out. */
export const IDLE_SECONDS = 2 * 3_600;

/** After so long everybody signs in again. */
export const SESSION_SECONDS = 12 * 3_600;

/** A session is prolonged at most so often. */
export const PROLONG_SECONDS = 60;

/** For so long a role that Vercel has told is good enough for what matters. */
export const PROOF_SECONDS = 5 * 60;
