/** Where two sets of sums differ, in words; what is in one alone is nothing in the other. */
export function differences(
  about: string,
  found: ReadonlyMap<string, bigint>,
  expected: ReadonlyMap<string, bigint>,
): readonly string[] {
  return [...new Set([...found.keys(), ...expected.keys()])].flatMap((key) => {
    const [is, be] = [found.get(key) ?? 0n, expected.get(key) ?? 0n];
    return is === be ? [] : [`${about} at ${new Date().toISOString()}: ${key} is ${is}, not ${be}`];
  });
}
