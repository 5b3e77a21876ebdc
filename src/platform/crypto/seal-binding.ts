/** The place a sealed value belongs to; it opens nowhere else. A composite primary key is given part by part. */
export interface SealBinding {
  readonly table: string;
  readonly column: string;
  readonly tenant: string;
  readonly row: string | readonly string[];
}

const LENGTH_BYTES = 4;

/** The binding as additional authenticated data: every part behind its length, so that no two places give the same bytes. */
export function encodeBinding(header: Buffer, keyId: string, binding: SealBinding): Buffer {
  const row = typeof binding.row === 'string' ? [binding.row] : binding.row;
  const parts = [keyId, binding.table, binding.column, binding.tenant, ...row];
  let size = header.length;
  for (const part of parts) size += LENGTH_BYTES + Buffer.byteLength(part);
  const encoded = Buffer.allocUnsafe(size);
  let offset = header.copy(encoded);
  for (const part of parts) {
    const length = encoded.write(part, offset + LENGTH_BYTES);
    encoded.writeUInt32BE(length, offset);
    offset += LENGTH_BYTES + length;
  }
  return encoded;
}
