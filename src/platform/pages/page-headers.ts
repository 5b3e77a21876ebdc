import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Settings } from '../config/index.js';
import type { PageOptions } from './page.js';

const PERMISSIONS = ['camera', 'geolocation', 'microphone', 'payment', 'usb'].map((name) => `${name}=()`).join(', ');

/** What browsers are told about every page: nothing from elsewhere, no code inside, not in frames, not kept. */
@Injectable()
export class PageHeaders {
  private readonly vercel: string;
  private readonly login: string;

  constructor({ vercel, docs }: Settings) {
    this.vercel = new URL(vercel.dashboardUrl).origin;
    this.login = docs.login === null ? '' : ` ${new URL(docs.login.issuer).origin}`;
  }

  apply(response: Response, { opener, formsEndAt, runs }: PageOptions): void {
    const formAction = formsEndAt === 'vercel' ? `'self' ${this.vercel}` : "'self'";
    response.set({
      'Content-Security-Policy': policy(formAction, runs === undefined ? NO_CODE : this.swaggerUi()),
      'Cross-Origin-Opener-Policy': opener === 'anywhere' ? 'unsafe-none' : 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': PERMISSIONS,
      'Referrer-Policy': 'same-origin',
      'X-Frame-Options': 'DENY',
      'Cache-Control': 'no-store',
    });
  }

  /** Its own code alone is run; it puts styles on its elements, and asks our APIs and the login of operators. */
  private swaggerUi(): readonly string[] {
    return ["script-src 'self'", "style-src 'self' 'unsafe-inline'", `connect-src 'self'${this.login}`];
  }
}

const NO_CODE = ["style-src 'self'"];

function policy(formAction: string, code: readonly string[]): string {
  return [
    "default-src 'none'",
    ...code,
    "img-src 'self' data:",
    "font-src 'self'",
    `form-action ${formAction}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
