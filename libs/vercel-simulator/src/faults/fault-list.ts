import type { Fault, FaultTarget } from './fault.js';

interface Armed {
  readonly fault: Fault;
  left: number;
}

/** A fault that was added; it can be taken back. */
export interface FaultHandle {
  readonly remove: () => void;
}

/** Faults waiting for their requests, oldest first. */
export class FaultList {
  private armed: Armed[] = [];

  /** Arms a fault. */
  add(fault: Fault): FaultHandle {
    const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.armed.push(entry);
    return { remove: () => void (this.armed = this.armed.filter((other) => other !== entry)) };
  }

  /** The fault that strikes a request, counted as used. */
  take(on: FaultTarget, method: string, path: string): Fault | undefined {
    const entry = this.armed.find(({ fault }) => strikes(fault, on, method, path));
    if (entry === undefined) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.armed = this.armed.filter((other) => other !== entry);
    return entry.fault;
  }

  /** Faults that still wait, with the number of times left (null: without end). */
  waiting(): readonly { readonly fault: Fault; readonly left: number | null }[] {
    return this.armed.map(({ fault, left }) => ({ fault, left: Number.isFinite(left) ? left : null }));
  }

  /** Takes all faults back. */
  clear(): void {
    this.armed = [];
  }
}

function strikes(fault: Fault, on: FaultTarget, method: string, path: string): boolean {
  if (fault.on !== on) return false;
  if (fault.method !== undefined && fault.method !== method) return false;
  return fault.path === undefined || fault.path.test(path);
}
