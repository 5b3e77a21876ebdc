import { Injectable } from '@nestjs/common';
import { Settings } from '../config/index.js';
import { type AppRequest, Rendered } from '../http/index.js';
import { PageAnswer, SeeOther } from './page-answer.js';
import { Shells } from './shell.js';
import { Templates } from './templates.js';

const HTML = { 'Content-Type': 'text/html; charset=utf-8' };

/** Turns what handlers of pages answer into HTML and redirects. */
@Injectable()
export class Pages {
  private readonly prefix: string;

  constructor(
    settings: Settings,
    private readonly shells: Shells,
    private readonly templates: Templates,
  ) {
    this.prefix = settings.http.pathPrefix;
  }

  render(request: AppRequest, { template, title, view, status }: PageAnswer): Rendered {
    const shell = this.shells.of(request, title);
    return new Rendered(status, HTML, this.templates.render(template, { ...view, shell }));
  }

  redirect({ target }: SeeOther): Rendered {
    const location = target instanceof URL ? target.href : this.prefix + target;
    return new Rendered(303, { Location: location }, '');
  }
}
