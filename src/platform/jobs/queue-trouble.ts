/** The error behind what pg-boss tells: of some it hands over a plain copy, which a log would not know as an error. */
export function queueTrouble(told: unknown): unknown {
  if (told instanceof Error || typeof told !== 'object' || told === null || !('message' in told)) return told;
  return Object.assign(new Error(), told);
}
