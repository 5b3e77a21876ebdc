import type { Failure, InstallationAccess } from '#libs/vercel-api';

/** A part of what is known of an installation, and how it is compared with what Vercel says. */
export abstract class ReconcilesWithVercel {
  /** What Vercel is asked for, in words for operators. */
  abstract readonly subject: string;

  /** Asks, mends what is safe to mend, and records the rest. Outside any transaction; null when Vercel has answered everything. */
  abstract reconcile(access: InstallationAccess): Promise<Failure | null>;
}
