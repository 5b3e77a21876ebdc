/** What was found to be wrong, each kind of it with how often and one example. */
export class Findings {
  private readonly byKind = new Map<string, { times: number; readonly example: string }>();

  /** `kind` is what such findings have in common; the example is that of the first. */
  add(kind: string, example = ''): void {
    const known = this.byKind.get(kind);
    if (known === undefined) this.byKind.set(kind, { times: 1, example });
    else known.times += 1;
  }

  addAll(kind: string, examples: readonly string[]): void {
    for (const example of examples) this.add(kind, example);
  }

  get count(): number {
    return [...this.byKind.values()].reduce((sum, { times }) => sum + times, 0);
  }

  /** A line each. */
  lines(): readonly string[] {
    return [...this.byKind].map(([kind, { times, example }]) => `${times} × ${kind}${example && `: ${example}`}`);
  }
}
