/** An answer that is text already, with a status and headers of its own; `RootAdapter` sends it as it is. */
export class Rendered {
  constructor(
    readonly status: number,
    readonly headers: Readonly<Record<string, string>>,
    readonly text: string,
  ) {}
}
