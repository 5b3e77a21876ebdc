/** A value that a metadata form of Vercel can yield. */
export type MetadataValue = string | number | boolean | readonly string[] | readonly number[];

/** The customer's input, shaped by the product's metadata schema. */
export interface Metadata {
  readonly [key: string]: MetadataValue;
}
