/** One line of the result table, as texts. */
export interface Row {
  readonly id: string;
  readonly measure: string;
  readonly ours: string;
  readonly raw: string;
  readonly result: string;
  readonly floor: string;
  readonly goal: string;
}
