import { Injectable } from '@nestjs/common';
import { Settings } from '../config/index.js';
import type { AppRequest } from '../http/index.js';
import { Assets } from './assets.js';

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
}

/** Puts together what surrounds a page. */
@Injectable()
export class Shells {
  private readonly prefix: string;
  private readonly brand: string;

  constructor(
    settings: Settings,
    private readonly assets: Assets,
  ) {
    this.prefix = settings.http.pathPrefix;
    this.brand = inWords(settings.integration.slug);
  }

  of(request: AppRequest, title: string): Shell {
    return {
      title,
      brand: this.brand,
      path: request.path.slice(this.prefix.length),
      at: (path) => this.prefix + path,
      asset: (name) => this.prefix + this.assets.path(name),
    };
  }
}

/** `acme-cloud` is read as "Acme Cloud". */
function inWords(slug: string): string {
  return slug
    .split(/[-_]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ');
}
