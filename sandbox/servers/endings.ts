type End = () => Promise<void> | void;

/** What has to be ended before this process may go: the newest first, each once, all of it even when one fails. */
export class Endings {
  private readonly open: End[] = [];
  private running: Promise<readonly unknown[]> | undefined;

  /** Starts a thing; one that is still starting when the end comes is waited for and ended, too. @throws at the end */
  async started<T>(start: () => Promise<T> | T, end: (thing: T) => Promise<void> | void): Promise<T> {
    if (this.running !== undefined) throw new Error('everything is about to end: nothing more is started');
    const starting = Promise.resolve(start());
    this.open.push(async () => {
      const thing = await starting.catch(() => null);
      if (thing !== null) await end(thing);
    });
    return starting;
  }

  /** Resolves, whoever calls it and how often, with the failures when everything has been ended. */
  run(): Promise<readonly unknown[]> {
    this.running ??= this.endAll();
    return this.running;
  }

  private async endAll(): Promise<readonly unknown[]> {
    const failures: unknown[] = [];
    for (let end = this.open.pop(); end !== undefined; end = this.open.pop()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    return failures;
  }
}
