import { DomainError } from '../errors/index.js';
import { LONGEST_TARGET } from './redirect-target.js';

/** A page of ours that somebody has to go elsewhere for first. */
interface Detour {
  /** Where to, such as a login; it leads back by the parameter of this name. */
  readonly by: URL;
  readonly parameter: string;
  /** The page as the browser has asked for it: a path, or the whole address. */
  readonly page: string;
  /** What is lacking, as the error's code and for the log. */
  readonly code: string;
  readonly lacks: string;
}

/** Sends a browser on a detour from which it comes back to the same page; a link that is too long for that is refused rather than lost on the way. */
export function detour({ by, parameter, page, code, lacks }: Detour): DomainError {
  const there = new URL(by);
  if (new URL(page, by).href.length > LONGEST_TARGET) {
    const message =
      'You have to sign in first, and this link is too long to be kept meanwhile. Sign in, and open it again.';
    return new DomainError('invalid', 'link_too_long', lacks, { user: { message, url: by.href } });
  }
  there.searchParams.set(parameter, page);
  return new DomainError('elsewhere', code, lacks, { location: there.href });
}
