import { Injectable } from '@nestjs/common';
import type { PrepaymentBalance } from '#libs/vercel-contract';
import type { BalancesToPush } from './balances-to-push.port.js';

const NOBODY: ReadonlyMap<string, readonly PrepaymentBalance[]> = new Map();

/** Where pushes learn what is left of prepayments; without a source there are none. */
@Injectable()
export class PushedBalances {
  private source: BalancesToPush | null = null;

  /** To be called once, at the start, by the module that sells credits. */
  register(source: BalancesToPush): void {
    this.source = source;
  }

  /** By installation; asks only when there is somebody to ask about. */
  async of(installationIds: readonly string[]): Promise<ReadonlyMap<string, readonly PrepaymentBalance[]>> {
    if (this.source === null || installationIds.length === 0) return NOBODY;
    return this.source.of(installationIds);
  }
}
