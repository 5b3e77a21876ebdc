import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';
import { Eta } from 'eta';

/** Templates are named by their path below the folder of all sources, without `.eta`. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A template, and what it shows. */
export interface Template<View extends object> {
  readonly path: string;
  readonly shows?: (view: View) => void;
}

/** Names a template, such as `modules/dashboard/templates/overview`. */
export function template<View extends object>(path: string): Template<View> {
  return { path };
}

/** Compiles each template at its first use and keeps it; what a template prints is escaped. */
@Injectable()
export class Templates {
  private readonly eta = new Eta({ views: ROOT, cache: true, autoEscape: true, rmWhitespace: false });

  render(path: string, values: object): string {
    return this.eta.render(`/${path}`, values);
  }
}
