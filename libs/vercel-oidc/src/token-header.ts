import { parseStrictObject } from './strict-json.js';
import { TokenRefused } from './token-refused.js';

/** What a token's header may decide: which of the known keys is asked, under which of the allowed algorithms. */
export interface TokenHeader {
  readonly alg: string;
  readonly kid: string;
}

/** Key ids in tokens and key sets: printable and without a slash, as nothing else was ever seen from Vercel. */
export const KEY_ID = /^[A-Za-z0-9._:=+@-]{1,200}$/;

/** An allow-list, since the parameters that move trust (`jwk`, `jku`, `x5u`, `crit`, `b64`, `zip`, …) are an open class. */
const PARAMETERS = new Set(['alg', 'kid', 'typ']);
const TYPE = /^(?:application\/)?(?:at\+)?jwt$/i;

/** None beside those. */
const NO_OTHERS: ReadonlySet<string> = new Set();

/** Reads the header against the allow-lists, and `ignored`, which decide nothing; no key, address or certificate in it is ever used. */
export function readHeader(bytes: Uint8Array, algorithms: ReadonlySet<string>, ignored = NO_OTHERS): TokenHeader {
  const header = parseStrictObject(bytes);
  if (!header) throw new TokenRefused('header-malformed');
  if (!Object.keys(header).every((name) => PARAMETERS.has(name) || ignored.has(name)))
    throw new TokenRefused('header-parameter');
  const { alg, kid, typ } = header;
  if (typeof alg !== 'string' || !algorithms.has(alg)) throw new TokenRefused('algorithm');
  if (typeof kid !== 'string' || !KEY_ID.test(kid)) throw new TokenRefused('key-id');
  if (typ !== undefined && (typeof typ !== 'string' || !TYPE.test(typ))) throw new TokenRefused('header-type');
  return { alg, kid };
}
