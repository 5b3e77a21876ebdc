import { bad, type BadToken, type TokenParts } from './bad-token.js';
import { encodeJson, signParts, signToken } from './sign.js';

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Right tokens that are written down wrongly; lenient decoders read them all the same. */
export function* badEncodings({ claims, key }: TokenParts): Generator<BadToken> {
  const token = signToken(claims, key);
  const [header = '', payload = '', signature = ''] = token.split('.');
  yield { name: 'a trailing line break', token: `${token}\n`, sendable: false };
  yield bad('padding after the signature', `${token}==`);
  yield bad('padding inside, signed', signParts(`${header}=`, payload, key.privateKey));
  yield bad('a non-canonical last character of the signature', `${header}.${payload}.${nonCanonical(signature)}`);
  yield bad('a non-canonical last character of the claims, signed', signedNonCanonical({ claims, key, header }));
  yield bad('a space inside', `${header}. ${payload}.${signature}`);
  yield bad('a character outside the alphabet', `${header}.${payload}.${signature.slice(0, 9)}!${signature.slice(9)}`);
  yield bad('two segments', `${header}.${payload}`);
  yield bad('four segments', `${token}.${signature}`);
  yield bad('five segments', `${token}.${payload}.${signature}`);
  yield bad('one segment', signature);
  yield bad('more than 8 KB', signToken({ ...claims, padding: 'x'.repeat(8_192) }, key));
}

/** The same bytes under another last character; needs a text whose last character has unused bits. */
function nonCanonical(text: string): string {
  const last = BASE64URL.indexOf(text.slice(-1));
  return text.slice(0, -1) + BASE64URL.charAt(last ^ 1);
}

function signedNonCanonical({ claims, key, header }: Omit<TokenParts, 'now'> & { readonly header: string }): string {
  let padding = '';
  while (Buffer.byteLength(JSON.stringify({ ...claims, padding })) % 3 !== 1) padding += ' ';
  return signParts(header, nonCanonical(encodeJson({ ...claims, padding })), key.privateKey);
}
