/** Body of `POST …/resources/{id}/repl`. */
export interface ReplRequest {
  readonly input: string;
  readonly readOnly?: boolean;
}

/** A run of text; `color` as CSS hex, `href` makes it a link. */
export interface ReplText {
  readonly type: 'text';
  readonly text: string;
  readonly color?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly href?: string;
}

/** Runs of text on one line of the dashboard's console. */
export interface ReplParagraph {
  readonly type: 'paragraph';
  readonly children: readonly ReplText[];
}

/** Rows of cells under an optional header. */
export interface ReplTable {
  readonly type: 'table';
  readonly header?: readonly ReplText[];
  readonly rows: readonly (readonly ReplText[])[];
}

/** One block of the console's output; the answer is an array of them. */
export type ReplBlock = ReplParagraph | ReplTable;
