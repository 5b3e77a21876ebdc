/** Members of a JSON object that was parsed without loss; reach them with `Object.hasOwn` first. */
export type JsonObject = Readonly<Record<string, unknown>>;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]/g;

/** Null unless the bytes are UTF-8 JSON text of one object in which no object names a member twice. */
export function parseStrictObject(bytes: Uint8Array): JsonObject | null {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) && !repeatsMember(text) ? value : null;
  } catch {
    return null;
  }
}

/** True for what JSON calls an object, so neither for null nor for an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON.parse keeps the last of two equal members where another reader keeps the first, and has no hook that tells. */
function repeatsMember(validJson: string): boolean {
  const open: (Set<unknown> | null)[] = [];
  for (const [token, colon] of validJson.matchAll(tokens)) {
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : null);
    else if (token === '}' || token === ']') open.pop();
    else if (colon !== undefined) {
      const name: unknown = JSON.parse(token.slice(0, -colon.length));
      const names = open.at(-1);
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}
