import { Injectable, Logger } from '@nestjs/common';
import { signedAmountOf } from '#libs/money';
import { Audit } from '../../../platform/audit/index.js';
import { Metrics } from '../../../platform/metrics/index.js';
import type { Repaired } from './ledger.repository.js';

/** Tells of balances that were not the sum of their entries: it must never happen, so somebody has to find out why. */
@Injectable()
export class LedgerDrift {
  private readonly logger = new Logger(LedgerDrift.name);
  private readonly count: (cents: number) => void;

  constructor(
    private readonly audit: Audit,
    metrics: Metrics,
  ) {
    this.count = metrics.counter(
      'stallholder_ledger_drift_cents_total',
      'Cents by which balances were not the sum of their entries, found and set right by this process.',
    );
  }

  note(installationId: string, { holder, kept, summed }: Repaired): void {
    const details = { kept: signedAmountOf(kept), summed: signedAmountOf(summed) };
    this.audit.append({ installationId, action: 'credits.balance-repaired', subject: holder, details });
    this.logger.error({ message: 'A balance was not the sum of its entries', installationId, holder, ...details });
    this.count(Math.abs(kept - summed));
  }
}
