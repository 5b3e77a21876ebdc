import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { isSigned, isTimely, readMessageHead, signingKey } from '#libs/standard-webhooks';
import { Clock } from '../clock/index.js';
import { Settings } from '../config/index.js';
import { AccessRefused } from '../errors/index.js';
import { rawBodyOf } from '../http/index.js';
import type { GuardedRequest } from './access.js';

/** How far a message's own time may be from ours, as Standard Webhooks has it. */
const TOLERANCE_SECONDS = 300;

/** Settles a report of the provider's product by its signature; without a secret to share there is nobody to hear. */
@Injectable()
export class DriverAccess {
  private readonly keys: readonly Uint8Array[];

  constructor(
    settings: Settings,
    private readonly clock: Clock,
  ) {
    this.keys = (settings.httpDriver?.secrets ?? []).map((secret) => signingKey(secret.reveal()));
  }

  /** A body is read only when its head has the form of one that was signed just now. */
  async settle(request: GuardedRequest, response: Response): Promise<void> {
    const head = readMessageHead(request.headersDistinct);
    if (this.keys.length === 0 || head === null) throw new AccessRefused('signature_headers');
    if (!isTimely(head, this.clock.outside(), TOLERANCE_SECONDS)) throw new AccessRefused('signature_time');
    const raw = await rawBodyOf(request, response);
    if (!isSigned(head, raw, this.keys)) throw new AccessRefused('signature');
    request.isOfProduct = true;
  }
}
