import type { ProtocolSettings, ProtocolSettingsRequest } from '#libs/vercel-contract';

/** Vercel's wish as the settings that we answer with; undefined when it says nothing, null when it switches syncing off. */
export function protocolSettingsOf(wish: ProtocolSettingsRequest | undefined): ProtocolSettings | null | undefined {
  if (wish?.experimentation === undefined) return undefined;
  const { edgeConfigId } = wish.experimentation;
  return edgeConfigId === undefined ? null : { experimentation: { edgeConfigId, edgeConfigSyncingEnabled: true } };
}
