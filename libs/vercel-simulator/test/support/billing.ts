import type { HeldInstallation, HeldResource, SimulatorOptions } from '#libs/vercel-simulator';
import { type Running, start } from './start.js';
import { callVercel, type VercelAnswer } from './vercel-call.js';

/** The month in which these tests begin, in the middle of it. */
export const MONTH = { start: '2026-01-01T00:00:00.000Z', end: '2026-02-01T00:00:00.000Z' } as const;

/** A simulator on a clock that stands at 15 January, with an installed team and a resource on the pro plan. */
export interface Billed extends Running {
  readonly installation: HeldInstallation;
  readonly resource: HeldResource;
  /** Posts below `/v1/installations/{id}/billing`. */
  readonly post: (tail: string, body?: unknown) => Promise<VercelAnswer>;
  readonly invoice: (more?: object) => Promise<VercelAnswer>;
  /** The state and all that Get Invoice tells. */
  readonly read: (invoiceId: string) => Promise<Record<string, unknown>>;
  /** Moves the clock and waits for what comes of it. */
  readonly pass: (duration: string) => Promise<void>;
  /** Types of the webhooks about invoices, without their prefix, in order. */
  readonly news: () => readonly string[];
}

/** Starts it; interim data has been sent unless told otherwise. */
export async function startBilled({
  interim = true,
  ...options
}: Partial<SimulatorOptions> & { readonly interim?: boolean } = {}): Promise<Billed> {
  const running = await start({ now: () => new Date('2026-01-15T12:00:00Z'), ...options });
  const { sim, provider } = running;
  const installation = await sim.team('Acme').install();
  const resource = await sim.team('Acme').provision({ product: 'postgres', plan: 'pro', name: 'main' });
  const post = (tail: string, body?: unknown): Promise<VercelAnswer> =>
    callVercel(sim, installation, `/billing${tail}`, { method: 'POST', ...(body !== undefined && { body }) });
  if (interim) await post('', interimBody());
  return {
    ...running,
    installation,
    resource,
    post,
    invoice: (more = {}) => post('/invoices', { ...invoiceBody(), ...more }),
    read: async (id) =>
      (await callVercel(sim, installation, `/billing/invoices/${id}`)).body as Record<string, unknown>,
    pass: async (duration) => {
      sim.clock.advance(duration);
      await sim.settled();
    },
    news: () =>
      provider.seen.flatMap(({ body }) => /^marketplace\.invoice\.(.*)$/.exec(String(body?.['type']))?.[1] ?? []),
  };
}

/** Interim data that Vercel takes at the start. */
export function interimBody(more: object = {}): object {
  const { items } = invoiceBody();
  const told = { timestamp: '2026-01-15T12:00:00.000Z', eod: '2026-01-16T00:00:00.000Z', period: MONTH };
  return { ...told, billing: { items }, usage: [], ...more };
}

/** An invoice of 20.00 that Vercel takes. */
export function invoiceBody(): {
  readonly invoiceDate: string;
  readonly period: object;
  readonly items: readonly object[];
} {
  return { invoiceDate: '2026-01-15T12:00:00.000Z', period: MONTH, items: [line()] };
}

/** A line of an invoice. */
export function line(more: object = {}): object {
  const what = { billingPlanId: 'pro', resourceId: 'res_1', name: 'Pro', price: '20.00', quantity: 1, units: 'month' };
  return { ...what, total: '20.00', ...more };
}

/** The id of an invoice that Vercel took; throws what it said otherwise. */
export function idOf({ status, body }: VercelAnswer): string {
  const { invoiceId } = body as { readonly invoiceId?: unknown };
  if (status !== 200 || typeof invoiceId !== 'string') throw new Error(`${status} ${JSON.stringify(body)}`);
  return invoiceId;
}
