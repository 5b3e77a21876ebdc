/** How the program ends: 0 done, 1 refused or a check failed, 2 called wrongly, 3 not to be had at the moment. */
export const EXIT = { done: 0, refused: 1, misused: 2, unavailable: 3 } as const;

/** What keeps a command from being done, in words for whoever gave it. */
export class CommandFailed extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
    this.name = new.target.name;
  }
}
