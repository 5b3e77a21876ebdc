import { Injectable } from '@nestjs/common';
import type { ReconcilesWithVercel } from './reconciles-with-vercel.port.js';

/** What is compared with Vercel each night, in no order that counts. */
@Injectable()
export class ReconciliationParts {
  private readonly parts: ReconcilesWithVercel[] = [];

  get all(): readonly ReconcilesWithVercel[] {
    return this.parts;
  }

  /** To be called at the start, by the module whose tables they are. */
  register(part: ReconcilesWithVercel): void {
    this.parts.push(part);
  }
}
