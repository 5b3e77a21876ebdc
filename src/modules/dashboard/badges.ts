import type { ResourceStatus } from '#libs/vercel-contract';
import type { InvoiceStanding } from '../billing/index.js';

/** A word with its colour, which never says more than the word. */
export interface Badge {
  readonly text: string;
  readonly tone: 'good' | 'warn' | 'bad' | 'note' | 'plain';
}

/** A resource's status, and what it means. */
export interface StatusWords extends Badge {
  readonly meaning: string;
}

const STATUS: Partial<Record<ResourceStatus, StatusWords>> = {
  pending: { text: 'Being set up', tone: 'note', meaning: 'It is being set up, which can take a few minutes.' },
  onboarding: { text: 'Action needed', tone: 'warn', meaning: 'It can be used once you have finished setting it up.' },
  ready: { text: 'Ready', tone: 'good', meaning: 'It is ready to use.' },
  suspended: { text: 'Suspended', tone: 'bad', meaning: 'It is out of use at the moment. Nothing in it is lost.' },
  error: {
    text: 'Error',
    tone: 'bad',
    meaning: 'Something is wrong with it. The notifications below say what is known.',
  },
};

const GONE: StatusWords = { text: 'Removed', tone: 'plain', meaning: 'It has been removed.' };

/** What a status is called here. */
export function statusWords(status: ResourceStatus): StatusWords {
  return STATUS[status] ?? GONE;
}

const INVOICE: Record<InvoiceStanding, Badge> = {
  held: { text: 'Being prepared', tone: 'note' },
  prepared: { text: 'Being prepared', tone: 'note' },
  parked: { text: 'Being prepared', tone: 'note' },
  void: { text: 'Void', tone: 'plain' },
  draft: { text: 'Being prepared', tone: 'note' },
  pending: { text: 'Pending', tone: 'note' },
  scheduled: { text: 'Scheduled', tone: 'note' },
  invoiced: { text: 'Invoiced', tone: 'note' },
  notpaid: { text: 'Payment failed', tone: 'bad' },
  overdue: { text: 'Overdue', tone: 'bad' },
  paid: { text: 'Paid', tone: 'good' },
  refund_requested: { text: 'Refund requested', tone: 'warn' },
  refunded: { text: 'Refunded', tone: 'plain' },
};

/** What the standing of an invoice is called here. */
export function invoiceBadge(standing: InvoiceStanding): Badge {
  return INVOICE[standing];
}
