const HOSTS = new Set(['github.com', 'gitlab.com', 'bitbucket.org']);

const LONGEST = 500;

/** A pull request that a link from Vercel came from. */
export interface PullRequest {
  readonly text: string;
  /** Null where we do not lead anybody. */
  readonly href: string | null;
}

/** Reads `?pr=`, which anybody may have written: it is a link only on one of the hosts that everybody knows. */
export function pullRequestOf(asked: unknown): PullRequest | null {
  const url = typeof asked === 'string' && asked.length <= LONGEST ? URL.parse(asked) : null;
  if (url === null || url.protocol !== 'https:' || url.username !== '') return null;
  const { origin, host, pathname } = url;
  return { text: host + pathname, href: HOSTS.has(host) ? origin + pathname : null };
}
