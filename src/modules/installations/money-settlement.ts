import { Injectable } from '@nestjs/common';
import type { OpenMoney, SettlesMoney } from './settles-money.port.js';

/** All who may hold up an uninstall for money; without any nothing is owed. */
@Injectable()
export class MoneySettlement {
  private readonly settlers: SettlesMoney[] = [];

  /** To be called at the start, by the module that charges. */
  register(settler: SettlesMoney): void {
    this.settlers.push(settler);
  }

  /** In the unit of work of a request to uninstall: whether all of them say so. */
  async owesNothing(installationId: string): Promise<boolean> {
    for (const settler of this.settlers) if (!(await settler.owesNothing(installationId))) return false;
    return this.settlers.length > 0;
  }

  /** The first thing that is still owed, or null. */
  async settle(installationId: string): Promise<OpenMoney | null> {
    for (const settler of this.settlers) {
      const open = await settler.settle(installationId);
      if (open !== null) return open;
    }
    return null;
  }
}
