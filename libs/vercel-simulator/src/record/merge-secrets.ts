import type { WireSecret } from '#libs/vercel-contract';

/** The secrets after an update: the list as given, or laid over the present ones by name when it is partial. */
export function mergeSecrets(
  present: readonly WireSecret[],
  update: { readonly secrets: readonly WireSecret[]; readonly partial?: boolean },
): readonly WireSecret[] {
  if (update.partial !== true) return update.secrets;
  const renewed = new Set(update.secrets.map(({ name }) => name));
  return [...present.filter(({ name }) => !renewed.has(name)), ...update.secrets];
}
