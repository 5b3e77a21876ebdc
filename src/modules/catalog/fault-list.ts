import type { CatalogFault } from './catalog.errors.js';

/** Collects faults, and tells which parts of the file are sound enough for rules that look deeper. */
export class FaultList {
  readonly #faults: CatalogFault[] = [];

  get all(): readonly CatalogFault[] {
    return this.#faults;
  }

  add(path: string, problem: string): void {
    const isKnown = this.#faults.some((fault) => fault.path === path && fault.problem === problem);
    if (!isKnown) this.#faults.push({ path, problem });
  }

  /** Whether neither the place itself, nor anything inside it, has a fault. */
  isSound(path: string): boolean {
    return !this.#faults.some((fault) => fault.path === path || /^[.[]/.test(rest(fault.path, path)));
  }
}

function rest(path: string, start: string): string {
  return path.startsWith(start) ? path.slice(start.length) : '';
}
