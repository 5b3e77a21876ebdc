import type { Metadata } from '#libs/vercel-contract';

/** One of the choices that were made when a resource was bought. */
export interface MetadataLine {
  readonly label: string;
  readonly value: string;
}

/** `maxConnections` is read as "Max connections". */
export function metadataLines(metadata: Metadata): readonly MetadataLine[] {
  return Object.entries(metadata).map(([key, value]) => ({ label: inWords(key), value: shown(value) }));
}

function inWords(key: string): string {
  const words = key.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/[-_]+/g, ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1).toLowerCase();
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join(', ');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
