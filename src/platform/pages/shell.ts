import { Injectable } from '@nestjs/common';
import { csrfTokenOf, type GuardedRequest } from '../auth/index.js';
import { Settings } from '../config/index.js';
import { Assets } from './assets.js';
import { type PullRequest, pullRequestOf } from './pull-request.js';

/** Who is signed in, as every page of a session says. */
interface SignedIn {
  readonly who: string;
  readonly isAdmin: boolean;
  readonly accountName: string | null;
}

/** What every template finds as `it.shell`, beside its own view. */
export interface Shell {
  readonly title: string;
  /** What the provider is called. */
  readonly brand: string;
  /** Path of the page that is shown, without our prefix and without the query. */
  readonly path: string;
  /** The address of a path of ours. */
  readonly at: (path: string) => string;
  /** The address of a file that every page may use. */
  readonly asset: (name: string) => string;
  /** Where Vercel's dashboard is. */
  readonly vercel: string;
  /** Where our listing at Vercel is. */
  readonly listing: string;
  /** Where customers write to; null: the listing tells. */
  readonly support: { readonly href: string; readonly text: string } | null;
  readonly session: SignedIn | null;
  /** For the field `_csrf` of every form of a session; empty without one. */
  readonly csrf: string;
  /** What the form before this page has done. */
  readonly done: string | null;
  readonly pullRequest: PullRequest | null;
}

/** Puts together what surrounds a page. */
@Injectable()
export class Shells {
  private readonly prefix: string;
  private readonly brand: string;
  private readonly vercel: Pick<Shell, 'vercel' | 'listing' | 'support'>;

  constructor(
    settings: Settings,
    private readonly assets: Assets,
  ) {
    this.prefix = settings.http.pathPrefix;
    this.brand = inWords(settings.integration.slug);
    const { dashboardUrl } = settings.vercel;
    const listing = `${dashboardUrl}/integrations/${settings.integration.slug}`;
    this.vercel = { vercel: dashboardUrl, listing, support: supportAt(settings.supportUrl) };
  }

  of(request: GuardedRequest, { title, done }: Pick<Shell, 'title' | 'done'>): Shell {
    const { session } = request;
    return {
      title,
      brand: this.brand,
      path: request.path.slice(this.prefix.length),
      at: (path) => this.prefix + path,
      asset: (name) => this.prefix + this.assets.path(name),
      ...this.vercel,
      session: session === undefined ? null : signedIn(session),
      csrf: session === undefined ? '' : csrfTokenOf(session),
      done,
      pullRequest: pullRequestOf(request.query['pr']),
    };
  }
}

function signedIn({ name, email, memberId, role, accountName }: NonNullable<GuardedRequest['session']>): SignedIn {
  return { who: name ?? email ?? memberId, isAdmin: role === 'ADMIN', accountName };
}

/** As one would write it down: without the protocol. */
function supportAt(url: string | null): Shell['support'] {
  return url === null ? null : { href: url, text: url.replace(/^(?:mailto:|https?:\/\/)/, '').replace(/\/$/, '') };
}

/** `acme-cloud` is read as "Acme Cloud". */
function inWords(slug: string): string {
  return slug
    .split(/[-_]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ');
}
