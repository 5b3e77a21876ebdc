import { TokenRefused } from './token-refused.js';

/** A JWS in compact form, decoded but not believed. */
interface CompactToken {
  readonly header: Uint8Array;
  readonly payload: Uint8Array;
}

/** Takes exactly three canonical base64url parts: one signed token has one spelling, so its digest identifies it. */
export function decodeCompactToken(token: string): CompactToken {
  const [header, payload, signature, ...rest] = token.split('.', 4).map(decodeCanonical);
  if (!header || !payload || !signature || rest.length > 0) throw new TokenRefused('token-malformed');
  return { header, payload };
}

/** Node skips padding, white space and stray bits when it decodes; encoding again shows whether there were any. */
function decodeCanonical(part: string): Uint8Array | null {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.length > 0 && bytes.toString('base64url') === part ? bytes : null;
}
