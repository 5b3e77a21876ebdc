import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Settings } from '../config/index.js';
import { type AppRequest, Rendered } from '../http/index.js';
import { Flash } from './flash.js';
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
    private readonly flash: Flash,
  ) {
    this.prefix = settings.http.pathPrefix;
  }

  /** What the last form has done is said once, and not on the page of a failure. */
  render(request: AppRequest, response: Response, { template, title, view, status }: PageAnswer): Rendered {
    const done = status < 400 ? this.flash.take(request, response) : null;
    const shell = this.shells.of(request, { title, done });
    return new Rendered(status, HTML, this.templates.render(template, { ...view, shell }));
  }

  redirect(response: Response, { target, done }: SeeOther): Rendered {
    if (done !== null) this.flash.leave(response, done);
    const location = target instanceof URL ? target.href : this.prefix + target;
    return new Rendered(303, { Location: location }, '');
  }
}
