const LEAK =
  /node_modules|\bat \S+ \(|\.[jt]s:\d|QueryFailed|violates|\bpg_|\bSELECT\b.*\bFROM\b|\bINSERT INTO\b|\bUPDATE\b.*\bSET\b/s;

/** Whether the text of a refusal has something of our own making in it: a stack, a file, or SQL. */
export function tellsTooMuch(text: string): boolean {
  return LEAK.test(text);
}
