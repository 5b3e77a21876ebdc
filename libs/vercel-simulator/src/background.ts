/** Work that Vercel does after it has answered; awaited by tests, and what fails in it is kept. */
export class Background {
  readonly failures: Error[] = [];
  private readonly running = new Set<Promise<void>>();

  /** Starts a piece of work. */
  start(work: () => Promise<unknown>): void {
    const done = work().then(
      () => undefined,
      (cause: unknown) => void this.failures.push(cause instanceof Error ? cause : new Error(String(cause))),
    );
    this.running.add(done);
    void done.finally(() => this.running.delete(done));
  }

  /** Resolves when nothing is left to do, what was begun meanwhile included. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }
}
