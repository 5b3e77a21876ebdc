import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Settings } from '../config/index.js';
import type { PageOptions } from './page.js';

const PERMISSIONS = ['camera', 'geolocation', 'microphone', 'payment', 'usb'].map((name) => `${name}=()`).join(', ');

/** What browsers are told about every page: nothing from elsewhere, no code inside, not in frames, not kept. */
@Injectable()
export class PageHeaders {
  private readonly vercel: string;

  constructor(settings: Settings) {
    this.vercel = new URL(settings.vercel.dashboardUrl).origin;
  }

  apply(response: Response, { opener, formsEndAt }: PageOptions): void {
    const formAction = formsEndAt === 'vercel' ? `'self' ${this.vercel}` : "'self'";
    response.set({
      'Content-Security-Policy': policy(formAction),
      'Cross-Origin-Opener-Policy': opener === 'anywhere' ? 'unsafe-none' : 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': PERMISSIONS,
      'Referrer-Policy': 'same-origin',
      'X-Frame-Options': 'DENY',
      'Cache-Control': 'no-store',
    });
  }
}

function policy(formAction: string): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `form-action ${formAction}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
