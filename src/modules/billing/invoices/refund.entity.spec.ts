import { describe, expect, it } from '@jest/globals';
import type { Invoice } from './invoice.entity.js';
import { Refund } from './refund.entity.js';

describe('a refund of which nobody knows whether Vercel has taken it', () => {
  const invoice = { installationId: 'icfg_1', id: 'invoice-1', refundedCents: 0 } as Invoice;

  function unsure(): Refund {
    const refund = Refund.ask(invoice, { requestKey: 'key', cents: 1_000, reason: 'late' }, 'refund-1', new Date());
    refund.start(0);
    return refund;
  }

  it('is not asked for again while Vercel is at one and does not say how much', () => {
    const refund = unsure();
    refund.follow({ cents: null, reason: null, isUnderWay: true });
    expect(refund.state).toBe('unsure');
    refund.follow({ cents: 1_000, reason: 'late', isUnderWay: false });
    expect(refund.state).toBe('refunded');
  });

  it('is asked for again when what Vercel was at turns out to be another one', () => {
    const refund = unsure();
    refund.follow({ cents: null, reason: null, isUnderWay: true });
    refund.follow({ cents: 1_000, reason: 'of somebody else', isUnderWay: false });
    expect(refund.state).toBe('asked');
  });

  it('is asked for again when Vercel knows of none', () => {
    const refund = unsure();
    refund.follow({ cents: null, reason: null, isUnderWay: false });
    expect(refund.state).toBe('asked');
  });
});
